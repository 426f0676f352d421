// What is said, with variables, by channel and language.
export { type ComposerDeps, openComposer } from './composer.ts';
export { type ComposeAsked, type Composed, type Composer, TemplateFault } from './composing.ts';
export { levels as findingLevels } from './lint/findings.ts';
export {
  archiveTemplateBody,
  changeTemplateBody,
  createTemplateBody,
  publishTemplateBody,
} from './model.ts';
export { previewTemplateBody, type SendTest, testSendBody } from './preview-routes.ts';
export { addReadyMade, getReadyMade, readyMadeNames } from './ready-made.ts';
export { addReadyTemplateBody, registerTemplateRoutes, templateListQuery } from './routes.ts';
export { openSpoken } from './spoken.ts';
