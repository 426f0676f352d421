// English: why a message came.
import type { WhyTexts } from './texts.ts';

export const en: WhyTexts = {
  title: 'Why did I get this?',
  gone: 'We cannot say more about this message',
  goneWords:
    'The link is not complete, or we no longer keep anything about the message. If it still matters, write to whoever sent it.',
  over: 'This link has ended',
  overWords: 'It led to something in an older message. Look for it on the site of whoever sent the message.',
  sent: 'We sent it on {at}, {channel}, to {to}.',
  sentBy: 'It came from {brand}.',
  notSent: 'It was not sent.',
  stillToBeSent: 'It has not been sent yet.',
  because: 'What set it off',
  segment: 'You are in the group “{segment}”, and we wrote to everybody in it who may be written to.',
  campaign: 'We sent the same message to several people at once: “{name}”.',
  journey: 'It is a step of “{name}”, which follows what you do with us.',
  event: 'This happened just before: “{event}”, on {at}.',
  api: 'It belongs to something that you ordered, asked for or did with us.',
  test: 'Somebody of ours sent it to themselves to try it.',
  permission: 'What allowed us to',
  purpose: 'It was sent for: {purpose}.',
  agreed: 'You agreed on {at}.',
  notice: 'You had read “{title}”.',
  basis:
    'No consent is needed for that: it belongs to what you ordered or have with us, or the law asks for it.',
  data: 'What we used to write it',
  dataWords: 'Of what we know of you, no more than this purpose allows: {kinds}.',
  dataNothing: 'Nothing but the address to which it went.',
  stop: 'If you want no more of it',
  stopWords: 'Press once, and we stop: {topic}.',
  stopNothing:
    'Such messages belong to what you ordered or have with us, so they cannot be stopped by themselves.',
};
