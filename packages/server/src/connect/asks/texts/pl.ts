// Polski: the words of the card that asks.
import type { AskTexts } from './index.ts';

export const pl: AskTexts = {
  language: 'pl',
  use: 'Do czego posłuży odpowiedź:',
  yes: 'Wyślij',
  no: 'Nie, nie pytaj',
  later: 'Nie teraz',
  wrongEmail: 'To nie jest adres e-mail.',
  nothing: 'Nie ma jeszcze odpowiedzi.',
  thanks: 'Dziękujemy.',
};
