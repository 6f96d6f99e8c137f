/** An English count with its noun: "1 row", "2 rows". The number comes formatted. */
export const counted = (count: string, one: string, many: string): string => `${count} ${count === "1" ? one : many}`;
