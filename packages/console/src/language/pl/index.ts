// Polski: the same keys as the English catalogue; Polish has the plural forms `_one`, `_few`, `_many`, `_other`.
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

export const pl = {
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
};
