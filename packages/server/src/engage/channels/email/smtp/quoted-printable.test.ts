// Whatever is encoded is read again as it was, by a program that is not ours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simpleParser } from 'mailparser';
import { onOneLine, toHeaderText, toMailbox } from './headers.ts';
import { toQuotedPrintable } from './quoted-printable.ts';

const letters = [
  'a',
  'B',
  '=',
  '.',
  ' ',
  '\t',
  '\r\n',
  'ż',
  '繁',
  '🎉',
  '?',
  '_',
  '\u00a0',
  'From ',
  '"',
  '\\',
  ',',
  '<',
  '@',
];
let seed = 20_261_128;
/** The same ones each time. */
function random(below: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed % below;
}
const aText = (max: number) =>
  Array.from({ length: random(max) }, () => letters[random(letters.length)]).join('');

test('Texts', async () => {
  for (let round = 0; round < 300; round += 1) {
    const text = `${aText(400)}x`;
    const encoded = toQuotedPrintable(text);
    assert.match(encoded, /^[\t\r\n -~]*$/);
    for (const line of encoded.split('\r\n')) {
      assert.ok(line.length <= 76, line);
      assert.doesNotMatch(line, /[ \t]$/);
    }
    const head =
      'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n';
    const mail = await simpleParser(head + encoded);
    assert.equal(mail.text, text.replaceAll('\r\n', '\n'), `round ${round}`);
  }
});

test('All kinds of line breaks become one', () => {
  assert.equal(toQuotedPrintable('a\rb\nc\r\nd\n\n'), 'a\r\nb\r\nc\r\nd\r\n\r\n');
});

test('Headers', async () => {
  for (let round = 0; round < 300; round += 1) {
    const text = `x${aText(120)}x`;
    const raw = `Subject: ${toHeaderText(text, 9)}\r\nFrom: ${toMailbox(text, 'shop@żuraw.example')}\r\n\r\n`;
    for (const line of raw.split('\r\n')) {
      assert.ok(line.length <= 78, line);
      assert.match(line, /^[ -~]*$/);
    }
    const mail = await simpleParser(raw);
    assert.equal(mail.subject, onOneLine(text), `round ${round}`);
    assert.equal(mail.from?.value[0]?.name, onOneLine(text), `round ${round}`);
    assert.equal(mail.from?.value.length, 1);
  }
});
