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

export type RecordSplitter = {
  /** Takes the next piece of text; gives the records that it completes. */
  push(text: string): CsvRecord[];
  /** The file is at its end: gives what is left. */
  end(): CsvRecord[];
};

export function createRecordSplitter(dialect: Dialect): RecordSplitter {
  const { delimiter, quoted, trim, newline } = dialect;
  const backslash = dialect.escape === '\\';
  const quotes = quoted && delimiter !== ' ';
  let text = '';
  let from = 0;
  let at = 0;
  let mode: Mode = 'cell-start';
  let records: CsvRecord[] = [];

  function take(final: boolean): CsvRecord[] {
    records = [];
    while (from < text.length && step(final));
    text = text.slice(from);
    at -= from;
    from = 0;
    const taken = records;
    records = [];
    return taken;
  }

  /** Goes on by one decision. False when more text is needed. */
  function step(final: boolean): boolean {
    if (mode === 'skipping') return skipLine();
    if (mode === 'broken') return takeBrokenLine(final);
    if (at === from && mode === 'cell-start' && takeSimpleLine()) return true;
    if (at < text.length && scan(final)) return true;
    if (final) return finish();
    if (text.length - from <= recordLengthMax) return false;
    mode = 'broken';
    return true;
  }

  /** Most lines hold no quote: the record ends where the line ends. */
  function takeSimpleLine(): boolean {
    const end = text.indexOf(newline, from);
    if (end === -1 || end - from > recordLengthMax) return false;
    if (quotes) {
      const quote = text.indexOf('"', from);
      if (quote !== -1 && quote < end) return false;
    }
    emit(end);
    return true;
  }

  /** Moves `at` by one cell boundary, quote or newline. False when the text ends before a decision. */
  function scan(final: boolean): boolean {
    if (mode === 'cell-start') {
      if (trim && text[at] === ' ') at += 1;
      else if (quotes && text[at] === '"') {
        mode = 'quoted';
        at += 1;
      } else mode = 'plain';
      return true;
    }
    if (mode === 'plain') return scanPlain();
    if (mode === 'quoted') return scanQuoted(final);
    return scanClosed();
  }

  function scanPlain(): boolean {
    for (; at < text.length; at += 1) {
      if (text[at] === newline) {
        emit(at);
        return true;
      }
      if (text[at] === delimiter) {
        at += 1;
        mode = 'cell-start';
        return true;
      }
    }
    return false;
  }

  function scanQuoted(final: boolean): boolean {
    while (at < text.length) {
      const char = text[at];
      if (char === '"' || (char === '\\' && backslash)) {
        // Whether a quote closes the cell depends on the next character.
        if (at + 1 >= text.length && !final) return false;
        const escapes = backslash ? char === '\\' : text[at + 1] === '"';
        at += escapes ? 2 : 1;
        if (escapes) continue;
        mode = 'closed';
        return true;
      }
      at += 1;
    }
    return false;
  }

  function scanClosed(): boolean {
    const char = text[at];
    if (trim && char === ' ') at += 1;
    else if (char === delimiter) {
      at += 1;
      mode = 'cell-start';
    } else if (char === newline) emit(at);
    else if (char === '\r' && (text[at + 1] ?? newline) === newline) {
      if (at + 1 >= text.length) return false;
      emit(at + 1);
    } else mode = 'broken';
    return true;
  }

  /** The end of the file ends the last record, unless a quote is still open. */
  function finish(): boolean {
    if (mode === 'quoted') mode = 'broken';
    else emit(text.length);
    return true;
  }

  function takeBrokenLine(final: boolean): boolean {
    const end = text.indexOf(newline, from);
    const length = (end === -1 ? text.length : end) - from;
    if (length > recordLengthMax) {
      records.push({ text: text.slice(from, from + 1000), problem: new Problem('row_too_long') });
      mode = 'skipping';
      return true;
    }
    if (end === -1 && !final) return false;
    emit(end === -1 ? text.length : end, new Problem('quotes_broken'));
    return true;
  }

  function skipLine(): boolean {
    const end = text.indexOf(newline, from);
    from = end === -1 ? text.length : end + 1;
    at = from;
    if (end !== -1) mode = 'cell-start';
    return true;
  }

  function emit(end: number, problem?: Problem): void {
    const line = text.slice(from, newline === '\n' && end > from && text[end - 1] === '\r' ? end - 1 : end);
    records.push(problem === undefined ? { text: line } : { text: line, problem });
    from = end + 1;
    at = from;
    mode = 'cell-start';
  }

  return {
    push(piece) {
      text += piece;
      return take(false);
    },
    end: () => take(true),
  };
}
