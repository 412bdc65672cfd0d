const sha256Form = /^sha256:[0-9a-f]{64}$/;
const digestLength = 32;

/** Many SHA-256 digests in little memory. */
export class DigestColumn {
  #bytes = Buffer.allocUnsafeSlow(1024 * digestLength);
  #count = 0;
  /** What is no such digest, by its number: null, or whatever else is written there. */
  readonly #others = new Map<number, string | null>();

  push(digest: string | null): void {
    if (digest === null || !sha256Form.test(digest)) this.#others.set(this.#count, digest);
    else {
      const at = this.#count * digestLength;
      if (at + digestLength > this.#bytes.length) {
        const larger = Buffer.allocUnsafeSlow(2 * at);
        larger.set(this.#bytes);
        this.#bytes = larger;
      }
      this.#bytes.write(digest.slice('sha256:'.length), at, 'hex');
    }
    this.#count++;
  }

  at(index: number): string | null {
    const other = this.#others.get(index);
    if (other !== undefined) return other;
    const at = index * digestLength;
    return `sha256:${this.#bytes.toString('hex', at, at + digestLength)}`;
  }
}
