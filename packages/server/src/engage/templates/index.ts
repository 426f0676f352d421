// What is said, with variables, by channel and language.
export { type ComposeAsked, type Composed, type Composer, TemplateFault } from './composing.ts';
export { openSpoken } from './spoken.ts';
