/** Numbers as people type them into a field or a worksheet. */

/** `1234.5`, `1,234.5`, `-12`, `１２．５`; a percentage is a share. `undefined` when it is none of these. */
export function typedNumber(text: string): number | undefined {
  const plain = text.normalize("NFKC").replace(/[\s_]/g, "").replace("−", "-");
  const [, number = "", percent] = /^([+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d+)?)(%?)$/.exec(plain) ?? [];
  if (!/\d/.test(number)) return undefined;
  const value = Number(number.replaceAll(",", ""));
  return percent ? value / 100 : value;
}
