// Definitions of segments and traits in the reader's language.
export { type Part, toText } from './marks.ts';
export { type Outline, toLead, toOutline, toSentence, toValueSentence } from './sentences.ts';
export { createSpeech, loadWords, type NameOf, type Speech } from './speech.ts';
