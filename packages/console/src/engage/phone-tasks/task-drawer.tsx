// One call: it is taken, the number comes only then, and how it ended is told; beside it what the service desk sees.
import { Link } from '@tanstack/react-router';
import { ApiError } from '../../api/error.ts';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { ViewAnswered } from '../../understand/views/view-answer.tsx';
import { useAnswer } from '../../understand/views/views-query.ts';
import { useMessageWords } from '../messages/message-words.tsx';
import { EndingForm } from './ending-form.tsx';
import styles from './tasks.module.css';
import { type PhoneTask, type TakenTask, useTakeTask } from './tasks-query.ts';
import { TaskState } from './tasks-table.tsx';

export function TaskDrawer({ task, onClose }: { task: PhoneTask; onClose: () => void }) {
  return (
    <Drawer open onClose={onClose} side="right" width="min(1040px, 100%)" label={task.title}>
      <InspectorFrame title={task.title} onClose={onClose}>
        <div className={styles.split}>
          <Call task={task} onClose={onClose} />
          <Beside task={task} />
        </div>
      </InspectorFrame>
    </Drawer>
  );
}

function Call({ task, onClose }: { task: PhoneTask; onClose: () => void }) {
  const { t } = useTranslation();
  const mayCall = useMay('phone_tasks:write');
  const take = useTakeTask();
  const taken = take.data;
  const canTake = mayCall && !taken && (task.state === 'open' || task.state === 'claimed');
  return (
    <div className={styles.call}>
      <TaskFacts task={task} />
      {task.state === 'refused' && task.reason && <Notice tone="bad">{task.reason.message}</Notice>}
      {take.isError && <NotTaken error={take.error} />}
      {canTake && (
        <div>
          <Button look="primary" busy={take.isPending} onClick={() => take.mutate(task.id)}>
            {t('phoneTasks.take')}
          </Button>
          <p className={styles.detail}>{t('phoneTasks.takeHelp')}</p>
        </div>
      )}
      {taken && (
        <>
          <Taken task={taken} />
          <EndingForm id={task.id} onEnded={onClose} />
        </>
      )}
    </div>
  );
}

/** Who said that they must not be called is named; anything else is a fault like others. */
function NotTaken({ error }: { error: unknown }) {
  return error instanceof ApiError && error.code === 'phone_task_refused' ? (
    <Notice tone="bad">{error.message}</Notice>
  ) : (
    <ErrorState error={error} />
  );
}

function TaskFacts({ task }: { task: PhoneTask }) {
  const { t } = useTranslation();
  const purposeOf = useNameOfPurpose();
  const { triggerOf } = useMessageWords();
  return (
    <Facts>
      <Fact label={t('phoneTasks.column.state')}>
        <TaskState task={task} />
      </Fact>
      <Fact label={t('phoneTasks.why')}>
        {triggerOf(task.trigger)}{' '}
        <Link className={styles.block} to="/messages" search={{ inspect: task.id }}>
          {t('phoneTasks.seeWhy')}
        </Link>
      </Fact>
      <Fact label={t('phoneTasks.purpose')}>{purposeOf(task.purpose)}</Fact>
      <Fact label={t('phoneTasks.column.due')}>
        <RelativeTime at={task.due_at} exact />
      </Fact>
    </Facts>
  );
}

function Taken({ task: { number, script, language, note } }: { task: TakenTask }) {
  const { t } = useTranslation();
  return (
    <>
      <p className={styles.number}>
        <a href={`tel:${number}`}>{number}</a>
      </p>
      <section aria-label={t('phoneTasks.script')}>
        <h3>{t('phoneTasks.script')}</h3>
        <p className={styles.script} lang={language}>
          {script}
        </p>
      </section>
      {note !== null && (
        <p>
          {t('phoneTasks.noteBefore')} {note}
        </p>
      )}
    </>
  );
}

/** What the service desk sees of the person, while they are called. */
function Beside({ task }: { task: PhoneTask }) {
  const { t } = useTranslation();
  const answer = useAnswer('service-desk', { type: 'profile_id', value: task.profile_id });
  return (
    <section aria-label={t('phoneTasks.person')}>
      {answer.isPending ? (
        <SkeletonRows rows={8} height={40} />
      ) : answer.data ? (
        <ViewAnswered narrow answer={answer.data} />
      ) : (
        <>
          <p className={styles.detail}>{t('phoneTasks.noView')}</p>
          <Link to="/people/$type/$value" params={{ type: 'profile_id', value: task.profile_id }}>
            {t('phoneTasks.seePerson')}
          </Link>
        </>
      )}
    </section>
  );
}
