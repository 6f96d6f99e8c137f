declare module "virtual:wasm" {
  /** The compressed engine: Zstandard, then base64. */
  const wasm: string;
  export default wasm;
}
