/**
 * Scrolling through lists taller than browsers can make an element.
 *
 * Two heights are at work: that of the whole list, and that of the element,
 * which ends at `TALLEST`. Near moves, by wheel, finger or key, are the same in
 * both; far ones, by the scroll bar, are taken as a share of the whole. What
 * the two have drifted apart is put right when the scrolling has ended.
 */

/** Well below what every browser can make: Firefox ends at 17.9 million pixels, Chromium at 33.5. */
export const TALLEST = 8_000_000;

/** Where a list stands. */
export interface Place {
  /** As the browser has it. */
  element: number;
  /** What of the whole list is at the upper edge. */
  list: number;
}

/** The heights of a list and of the part in sight. */
export interface Heights {
  list: number;
  view: number;
}

/** The height of the element. */
export const elementHeight = (list: number): number => Math.min(list, TALLEST);

/** The place after the browser has scrolled to another. */
export function scrolled(before: Place, element: number, heights: Heights): Place {
  const moved = element - before.element;
  const near = Math.abs(moved) <= 2 * heights.view;
  return { element, list: within(near ? before.list + moved : element * scale(heights), heights) };
}

/** The place with this part of the list at the upper edge, and the element where it belongs. */
export function settled(list: number, heights: Heights): Place {
  const at = within(list, heights);
  return { element: at / scale(heights), list: at };
}

/** Moves no further than it takes to have a part of the list in sight. */
export function revealing(place: Place, from: number, to: number, heights: Heights): Place {
  if (from < place.list) return settled(from, heights);
  if (to > place.list + heights.view) return settled(to - heights.view, heights);
  return place;
}

const most = ({ list, view }: Heights) => Math.max(0, list - view);

const within = (list: number, heights: Heights) => Math.min(Math.max(list, 0), most(heights));

/** How much of the list one pixel of the element's whole way stands for. */
function scale(heights: Heights): number {
  const way = elementHeight(heights.list) - heights.view;
  return way > 0 ? Math.max(1, most(heights) / way) : 1;
}
