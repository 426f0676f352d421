// Cuts delimited text into records, and finds the way back after a broken one.
//
// A CSV parser stops at the first broken quote: an opening quote that is never closed swallows everything that
// follows, and the parser cannot know where the next row begins. Here the records are cut apart first, by the rules
// of RFC 4180, and only whole, well-formed records go to the parser:
//
//   cell-start ──"──▶ quoted ──"──▶ closed ──delimiter──▶ cell-start        ("" inside quoted stays there)
//       │                │             └──newline──▶ record, or anything else ──▶ broken
//       └─other─▶ plain  └── end of file, or more than 4 million characters ──▶ broken
//
// A broken record costs exactly its first physical line: that line is set aside, and reading goes on with the next
// one. What was swallowed by the open quote is read again as rows of its own.
import { Problem, recordLengthMax } from '../model.ts';

export type Dialect = {
  /** One character; a blank means runs of blanks and tabs. */
  delimiter: string;
  /** Whether cells may be quoted at all. */
  quoted: boolean;
  /** What stands before a quote inside a quoted cell: another quote, or a backslash. */
  escape: '"' | '\\';
  /** Blanks around cells do not belong to them. */
  trim: boolean;
  newline: '\n' | '\r';
};

export type CsvRecord = { text: string; problem?: Problem };

type Mode = 'cell-start' | 'plain' | 'quoted' | 'closed' | 'broken' | 'skipping';

export class RecordSplitter {
  readonly #dialect: Dialect;
  readonly #quotes: boolean;
  readonly #backslash: boolean;
  #text = '';
  /** Where the record at hand begins. */
  #from = 0;
  #at = 0;
  #quoteAt = -1;
  #mode: Mode = 'cell-start';
  #records: CsvRecord[] = [];

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#quotes = dialect.quoted && dialect.delimiter !== ' ';
    this.#backslash = dialect.escape === '\\';
  }

  /** Takes the next piece of text; gives the records that it completes. */
  push(text: string): CsvRecord[] {
    this.#text += text;
    this.#quoteAt = -1;
    return this.#take(false);
  }

  /** The file is at its end: gives what is left. */
  end(): CsvRecord[] {
    return this.#take(true);
  }

  #take(final: boolean): CsvRecord[] {
    while (this.#from < this.#text.length && this.#step(final));
    this.#text = this.#text.slice(this.#from);
    this.#at -= this.#from;
    this.#quoteAt -= this.#from;
    this.#from = 0;
    const records = this.#records;
    this.#records = [];
    return records;
  }

  /** Goes on by one decision. False when more text is needed. */
  #step(final: boolean): boolean {
    if (this.#mode === 'skipping') return this.#skipLine();
    if (this.#mode === 'broken') return this.#takeBrokenLine(final);
    if (this.#at === this.#from && this.#mode === 'cell-start' && this.#takeSimpleLine()) return true;
    if (this.#at < this.#text.length && this.#scan(final)) return true;
    if (final) return this.#finish();
    if (this.#text.length - this.#from <= recordLengthMax) return false;
    this.#mode = 'broken';
    return true;
  }

  /** Most lines hold no quote: the record ends where the line ends. */
  #takeSimpleLine(): boolean {
    const end = this.#text.indexOf(this.#dialect.newline, this.#from);
    if (end === -1 || end - this.#from > recordLengthMax) return false;
    if (this.#quotes && this.#findQuote() < end) return false;
    this.#emit(end);
    return true;
  }

  /** The next quote in the text. Looked for once, not once a line: it may be millions of characters away. */
  #findQuote(): number {
    if (this.#quoteAt < this.#from) {
      const found = this.#text.indexOf('"', this.#from);
      this.#quoteAt = found === -1 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#quoteAt;
  }

  /** Moves on by one cell boundary, quote or newline. False when the text ends before a decision. */
  #scan(final: boolean): boolean {
    if (this.#mode === 'plain') return this.#scanPlain();
    if (this.#mode === 'quoted') return this.#scanQuoted(final);
    if (this.#mode === 'closed') return this.#scanClosed();
    if (this.#dialect.trim && this.#text[this.#at] === ' ') this.#at += 1;
    else if (this.#quotes && this.#text[this.#at] === '"') {
      this.#mode = 'quoted';
      this.#at += 1;
    } else this.#mode = 'plain';
    return true;
  }

  #scanPlain(): boolean {
    const { newline, delimiter } = this.#dialect;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const char = this.#text[this.#at];
      if (char === newline) {
        this.#emit(this.#at);
        return true;
      }
      if (char === delimiter) {
        this.#at += 1;
        this.#mode = 'cell-start';
        return true;
      }
    }
    return false;
  }

  #scanQuoted(final: boolean): boolean {
    for (; this.#at < this.#text.length; this.#at += 1) {
      const char = this.#text[this.#at];
      if (char !== '"' && !(char === '\\' && this.#backslash)) continue;
      const next = this.#text[this.#at + 1];
      // Whether a quote closes the cell depends on the next character.
      if (next === undefined && !final) return false;
      if (this.#backslash ? char === '\\' : next === '"') {
        this.#at += 1;
        continue;
      }
      this.#at += 1;
      this.#mode = 'closed';
      return true;
    }
    return false;
  }

  /** After a closing quote only the end of the cell may come. */
  #scanClosed(): boolean {
    const { newline, delimiter, trim } = this.#dialect;
    const char = this.#text[this.#at];
    const next = this.#text[this.#at + 1];
    if (char === delimiter) {
      this.#at += 1;
      this.#mode = 'cell-start';
    } else if (char === newline) this.#emit(this.#at);
    else if (char === '\r' && next === newline) this.#emit(this.#at + 1);
    else if (char === '\r' && next === undefined) return false;
    else if (trim && char === ' ') this.#at += 1;
    else this.#mode = 'broken';
    return true;
  }

  /** The end of the file ends the last record, unless a quote is still open. */
  #finish(): boolean {
    if (this.#mode === 'quoted') this.#mode = 'broken';
    else this.#emit(this.#text.length);
    return true;
  }

  #takeBrokenLine(final: boolean): boolean {
    const end = this.#text.indexOf(this.#dialect.newline, this.#from);
    const length = (end === -1 ? this.#text.length : end) - this.#from;
    if (length > recordLengthMax) {
      const text = this.#text.slice(this.#from, this.#from + 1000);
      this.#records.push({ text, problem: new Problem('row_too_long') });
      this.#mode = 'skipping';
      return true;
    }
    if (end === -1 && !final) return false;
    this.#emit(end === -1 ? this.#text.length : end, new Problem('quotes_broken'));
    return true;
  }

  #skipLine(): boolean {
    const end = this.#text.indexOf(this.#dialect.newline, this.#from);
    this.#from = end === -1 ? this.#text.length : end + 1;
    this.#at = this.#from;
    if (end !== -1) this.#mode = 'cell-start';
    return true;
  }

  #emit(end: number, problem?: Problem): void {
    const { newline } = this.#dialect;
    const carriage = newline === '\n' && end > this.#from && this.#text[end - 1] === '\r';
    const text = this.#text.slice(this.#from, carriage ? end - 1 : end);
    this.#records.push(problem === undefined ? { text } : { text, problem });
    this.#from = end + 1;
    this.#at = this.#from;
    this.#mode = 'cell-start';
  }
}
