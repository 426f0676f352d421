// Maps the columns of a file: what each row is, what each column means, a dry run, then the import itself.
import { useState } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, Switch, TextField } from '../../ui/field.tsx';
import { Card, Section } from '../../ui/page.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { useSources } from '../sources/sources-query.ts';
import { ColumnEditor } from './column-editor.tsx';
import { ImportProgress } from './import-progress.tsx';
import styles from './imports-page.module.css';
import { type Import, type Preview, useImport, useStartImport } from './imports-query.ts';
import { MESSAGE_TYPES, problemsOf, toDraft, toMapping } from './mapping.ts';
import { PreviewRows } from './preview-rows.tsx';

export function MapColumns({
  fileName,
  preview,
  onLeave,
  onStarted,
}: {
  fileName: string;
  preview: Preview;
  onLeave: () => void;
  onStarted: (run: Import) => void;
}) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => toDraft(preview.guessed_mapping, preview.columns));
  const sources = useSources().data?.items ?? [];
  const [chosenSource, setChosenSource] = useState<string>();
  const source = chosenSource ?? defaultSource(sources);
  const [tried, setTried] = useState<string>();
  const [again, setAgain] = useState(false);
  const start = useStartImport();
  const problems = problemsOf(draft);
  const ready = problems.length === 0 && source !== undefined;
  const hasEventColumn = Object.values(draft.columns).some((choice) => choice.role === 'event');

  const run = (dryRun: boolean) => {
    const chosen = sources.find((each) => String(each.id) === source);
    if (!chosen) return;
    start.mutate(
      {
        upload_id: preview.upload_id,
        source_id: chosen.id,
        mapping: toMapping(draft),
        dry_run: dryRun,
        ...(again ? { again } : {}),
      },
      { onSuccess: (started) => (dryRun ? setTried(String(started.id)) : onStarted(started)) },
    );
  };

  return (
    <div className={styles.map}>
      <div className={styles.mapHead}>
        <div>
          <h2>{fileName}</h2>
          <p className={styles.quiet}>
            {t('imports.shape', { count: preview.columns.length, format: preview.format.toUpperCase() })}
          </p>
        </div>
        <Button onClick={onLeave}>{t('imports.otherFile')}</Button>
      </div>
      {preview.notes?.map((note) => (
        <Notice key={note}>{note}</Notice>
      ))}
      <div className={styles.mapFields}>
        <SelectField
          label={t('imports.eachRow')}
          help={t(`imports.type.${draft.type}.help`)}
          value={draft.type}
          options={MESSAGE_TYPES.map((type) => ({ value: type, label: t(`imports.type.${type}.name`) }))}
          onChange={(event) => {
            const type = MESSAGE_TYPES.find((each) => each === event.currentTarget.value);
            if (type) setDraft({ ...draft, type });
          }}
        />
        {draft.type === 'track' && !hasEventColumn && (
          <TextField
            label={t('imports.eventName')}
            help={t('imports.eventNameHelp')}
            value={draft.eventName}
            onChange={(event) => setDraft({ ...draft, eventName: event.currentTarget.value })}
          />
        )}
        <SelectField
          label={t('imports.source')}
          help={t('imports.sourceHelp')}
          value={source ?? ''}
          options={sources.map((each) => ({ value: String(each.id), label: each.name }))}
          onChange={(event) => setChosenSource(event.currentTarget.value)}
        />
      </div>
      {draft.type !== 'as-is' && (
        <Section title={t('imports.columns')}>
          <ColumnEditor columns={preview.columns} draft={draft} onChange={setDraft} />
        </Section>
      )}
      <Section title={t('imports.firstRows')}>
        <PreviewRows preview={preview} />
      </Section>
      {preview.imported_before && <Before run={preview.imported_before} again={again} onAgain={setAgain} />}
      {tried && <DryRun id={tried} />}
      {start.isError && <ErrorState error={start.error} />}
      <div className={styles.mapActions}>
        {problems.map((problem) => (
          <p key={problem} className={styles.problem}>
            {t(`imports.problem.${problem}`)}
          </p>
        ))}
        <Button disabled={!ready} busy={start.isPending} onClick={() => run(true)}>
          {t('imports.try')}
        </Button>
        <Button look="primary" disabled={!ready} busy={start.isPending} onClick={() => run(false)}>
          {t('imports.start', { file: fileName })}
        </Button>
      </div>
    </div>
  );
}

/** The same file was imported before: once more only if that is meant. */
function Before({ run, again, onAgain }: { run: Import; again: boolean; onAgain: (again: boolean) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const at = format.dateTime(run.finished_at ?? run.started_at);
  return (
    <Section title={t('imports.before')}>
      <Switch
        label={t('imports.again')}
        help={t('imports.beforeWords', { at, count: run.rows_read })}
        checked={again}
        onCheck={onAgain}
      />
    </Section>
  );
}

/** A dry run read every row and stored nothing: what would have happened. */
function DryRun({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useImport(id);
  return (
    <Section title={t('imports.dryRun')}>
      <Card>
        {run.data ? (
          <>
            {run.data.state === 'done' && (
              <p className={styles.dryWords}>
                {t('imports.dryRunDone', {
                  count: run.data.messages_accepted,
                  rejects: format.number(run.data.rejects),
                })}
              </p>
            )}
            <ImportProgress run={{ ...run.data, dry_run: true }} />
          </>
        ) : (
          run.isError && <ErrorState error={run.error} onRetry={() => void run.refetch()} />
        )}
      </Card>
    </Section>
  );
}

function defaultSource(sources: { id: string; kind: string }[]): string | undefined {
  const chosen = sources.find((each) => each.kind === 'import') ?? sources[0];
  return chosen && String(chosen.id);
}
