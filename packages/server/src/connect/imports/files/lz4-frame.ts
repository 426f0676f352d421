// LZ4 frames, as Arrow files use them: frame header, blocks, each of literals and copies of what came before.
// Specification: lz4_Frame_format.md and lz4_Block_format.md of the LZ4 project. Checksums are not verified.

/** Unpacks one or more frames. Throws an Error when the data is damaged. */
export function decompressLz4Frames(input: Uint8Array): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  let output = new Uint8Array(Math.max(1024, input.length * 4));
  let length = 0;
  let at = 0;

  function reserve(bytes: number): void {
    if (length + bytes <= output.length) return;
    const larger = new Uint8Array(Math.max(output.length * 2, length + bytes));
    larger.set(output.subarray(0, length));
    output = larger;
  }

  /** A number in the token goes on in bytes of 255 until a smaller one. */
  function readLength(start: number): number {
    let total = start;
    if (start !== 15) return total;
    for (let byte = 255; byte === 255; at += 1) {
      byte = view.getUint8(at);
      total += byte;
    }
    return total;
  }

  function readBlock(end: number): void {
    while (at < end) {
      const token = view.getUint8(at);
      at += 1;
      const literals = readLength(token >> 4);
      if (at + literals > end) throw new Error('LZ4 literals run past their block');
      reserve(literals);
      output.set(input.subarray(at, at + literals), length);
      at += literals;
      length += literals;
      // The last sequence of a block has literals only.
      if (at >= end) return;
      const distance = view.getUint16(at, true);
      at += 2;
      copy(distance, readLength(token & 15) + 4);
    }
  }

  function copy(distance: number, count: number): void {
    if (distance === 0 || distance > length) throw new Error('LZ4 copies from before the beginning');
    reserve(count);
    // What is copied may overlap what is written: byte by byte is what the format means.
    if (distance >= count) output.copyWithin(length, length - distance, length - distance + count);
    else for (let i = 0; i < count; i += 1) output[length + i] = output[length + i - distance] ?? 0;
    length += count;
  }

  function readFrame(): void {
    if (view.getUint32(at, true) !== 0x184d2204) throw new Error('This is no LZ4 frame');
    const flags = view.getUint8(at + 4);
    const blockChecksums = (flags & 0x10) !== 0;
    // Header: magic 4, flags 1, block size 1, content size 8 and dictionary id 4 where flagged, header checksum 1.
    at += 7 + ((flags & 0x08) !== 0 ? 8 : 0) + ((flags & 0x01) !== 0 ? 4 : 0);
    for (;;) {
      const size = view.getUint32(at, true);
      at += 4;
      if (size === 0) break;
      const end = at + (size & 0x7fffffff);
      if (end > input.length) throw new Error('The LZ4 frame is cut off');
      if (size >>> 31 === 1) {
        reserve(end - at);
        output.set(input.subarray(at, end), length);
        length += end - at;
        at = end;
      } else readBlock(end);
      if (blockChecksums) at += 4;
    }
    if ((flags & 0x04) !== 0) at += 4;
  }

  while (at < input.length) readFrame();
  return output.subarray(0, length);
}
