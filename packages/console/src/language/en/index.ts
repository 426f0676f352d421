// English: the catalogue that the others follow. Keys are typed from here; plural forms end in `_one`, `_other`.
import { graph } from './graph.ts';
import { home } from './home.ts';
import { identity } from './identity.ts';
import { imports } from './imports.ts';
import { live } from './live.ts';
import { people } from './people.ts';
import { pipeline } from './pipeline.ts';
import { purposes } from './purposes.ts';
import { quarantine } from './quarantine.ts';
import { error, shell, signIn } from './shell.ts';
import { sources } from './sources.ts';
import { ui } from './ui.ts';

export const en = {
  error,
  graph,
  home,
  identity,
  imports,
  live,
  people,
  pipeline,
  purposes,
  quarantine,
  shell,
  signIn,
  sources,
  ui,
} as const;
