declare module "virtual:wasm" {
  /** The compressed engine: gzip, then base64. */
  const wasm: string;
  export default wasm;
}
