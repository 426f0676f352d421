// Makes an ask or changes one, with the real card beside it.
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { isLanguage } from '../../language/languages.ts';
import { Drawer } from '../../ui/drawer.tsx';
import { TextField } from '../../ui/field.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { showToast } from '../../ui/toast.tsx';
import { DraftFoot, useKept } from '../topics/draft-foot.tsx';
import { listUnfinished, toBody, toDraft } from './ask-draft.ts';
import { AnswerFields, MomentFields, StateFields } from './ask-fields.tsx';
import { AskPreview } from './ask-preview.tsx';
import { AskWordFields } from './ask-word-fields.tsx';
import { useAskWords } from './ask-words.ts';
import styles from './asks.module.css';
import { type Ask, useSaveAsk } from './asks-query.ts';

/** `ask` absent: one that is new. */
export function AskEditor({
  ask,
  known,
  onClose,
}: {
  ask: Ask | undefined;
  known: readonly Ask[];
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { questionOf } = useAskWords();
  const save = useSaveAsk();
  const kept = useKept(ask, toDraft(ask));
  const { draft, edit: change } = kept;
  const [language, setLanguage] = useState(() => firstLanguage(ask, i18n.language));
  const taken = ask === undefined && known.some(({ slug }) => slug === draft.slug.trim());
  const body = toBody(draft, ask?.order ?? known.length);
  const unfinished = listUnfinished(draft);
  const ready = body !== undefined && !taken && unfinished.length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || save.isPending) return;
    save.mutate(
      { ...body, version: kept.from },
      {
        onSuccess: () => {
          showToast(t('asks.saved'));
          onClose();
        },
      },
    );
  };
  const title = ask ? questionOf(ask) : t('asks.add');
  return (
    <Drawer open onClose={kept.leaving(onClose)} side="right" width="min(1040px, 100%)" label={title}>
      <InspectorFrame title={title} onClose={kept.leaving(onClose)}>
        <form className={styles.editor} onSubmit={submit}>
          <div className={styles.form}>
            <AskWordFields
              draft={draft}
              unfinished={unfinished}
              language={language}
              onLanguage={setLanguage}
              onChange={change}
            />
            {ask === undefined && (
              <TextField
                label={t('asks.slug')}
                help={t('asks.slugHelp')}
                fault={taken ? t('asks.taken') : undefined}
                value={draft.slug}
                required
                maxLength={63}
                pattern="[a-z][a-z0-9_\-]*"
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => change({ slug: event.currentTarget.value })}
              />
            )}
            <AnswerFields draft={draft} language={language} onChange={change} />
            <MomentFields draft={draft} onChange={change} />
            <StateFields draft={draft} onChange={change} />
            <DraftFoot kept={kept} complete={ready} saving={save} onClose={onClose} />
          </div>
          <AskPreview ask={taken ? undefined : body} language={language} />
        </form>
      </InspectorFrame>
    </Drawer>
  );
}

/** That of the member, where the ask has it. */
function firstLanguage(ask: Ask | undefined, own: string): string {
  const languages = Object.keys(ask?.words ?? {});
  if (languages.length === 0 || languages.includes(own)) return own;
  return languages.find(isLanguage) ?? languages[0] ?? own;
}
