// 繁體中文: the same keys as the English catalogue; Chinese has one plural form, `_other`.

import { categories } from './categories.ts';
import { consents } from './consents.ts';
import { graph } from './graph.ts';
import { home } from './home.ts';
import { labels } from './labels.ts';
import { live } from './live.ts';
import { notices } from './notices.ts';
import { people } from './people.ts';
import { pipeline } from './pipeline.ts';
import { purposes } from './purposes.ts';
import { quarantine } from './quarantine.ts';
import { error, shell, signIn } from './shell.ts';
import { sources } from './sources.ts';
import { ui } from './ui.ts';
import { vitals } from './vitals.ts';

export const zhHant = {
  consents,
  categories,
  error,
  graph,
  home,
  labels,
  live,
  notices,
  people,
  pipeline,
  purposes,
  quarantine,
  shell,
  signIn,
  sources,
  ui,
  vitals,
};
