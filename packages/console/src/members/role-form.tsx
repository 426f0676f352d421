// Changes a role, or adds one: what it may do, for which purposes, what it sees in clear, and why.
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../language/index.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { TextField } from '../ui/field.tsx';
import { InspectorFrame } from '../ui/inspector.tsx';
import { ErrorState } from '../ui/states.tsx';
import { showToast } from '../ui/toast.tsx';
import { ClearChoice } from './clear-choice.tsx';
import styles from './members.module.css';
import { type Role, type RoleInput, useSetRole } from './members-query.ts';
import { PurposeLimit } from './purpose-limit.tsx';
import { useRoleName } from './role-words.ts';
import { LastChange } from './roles-part.tsx';
import { ScopeChoice } from './scope-choice.tsx';

const SLUG = '[a-z][a-z0-9_]{0,39}';

/** `role` absent: one that is new. */
export function RoleForm({
  role,
  known,
  onClose,
}: {
  role: Role | undefined;
  known: readonly Role[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  const set = useSetRole();
  const [slug, setSlug] = useState(role?.slug ?? '');
  const [reason, setReason] = useState('');
  const [draft, setDraft] = useState<RoleInput>({
    name: role?.name ?? '',
    scopes: role?.scopes ?? [],
    purposes: role?.purposes ?? null,
    unmasked: role?.unmasked ?? { sensitivity: 0, categories: [] },
  });
  const change = (changes: Partial<RoleInput>) => setDraft({ ...draft, ...changes });
  const taken = role === undefined && known.some((one) => one.slug === slug);
  const complete =
    !taken && draft.name.trim() !== '' && reason.trim() !== '' && slug !== '' && draft.scopes.length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!complete || set.isPending) return;
    set.mutate(
      { ...draft, slug, name: draft.name.trim(), reason: reason.trim() },
      {
        onSuccess: () => {
          showToast(t('members.roleSaved'));
          onClose();
        },
      },
    );
  };
  const title = role ? t('members.changeRole', { name: roleName(role) }) : t('members.addRole');
  return (
    <Drawer open onClose={onClose} side="right" width="min(560px, 100%)" label={title}>
      <InspectorFrame title={title} onClose={onClose}>
        <form className={styles.form} onSubmit={submit}>
          {role && <LastChange role={role} />}
          <TextField
            label={t('members.roleName')}
            value={draft.name}
            required
            maxLength={80}
            autoComplete="off"
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          {!role && (
            <TextField
              label={t('members.slug')}
              help={t('members.slugHelp')}
              fault={taken ? t('members.taken') : undefined}
              value={slug}
              required
              pattern={SLUG}
              maxLength={40}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setSlug(event.currentTarget.value.trim())}
            />
          )}
          <ScopeChoice
            scopes={draft.scopes}
            fixed={role?.slug === 'owner'}
            onScopes={(scopes) => change({ scopes })}
          />
          <PurposeLimit chosen={draft.purposes} onChosen={(purposes) => change({ purposes })} />
          <ClearChoice clear={draft.unmasked} onClear={(unmasked) => change({ unmasked })} />
          <TextField
            label={t('members.reason')}
            help={t('members.reasonHelp')}
            value={reason}
            required
            maxLength={1000}
            autoComplete="off"
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {set.isError && <ErrorState error={set.error} />}
          <div className={styles.actions}>
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
            <Button type="submit" look="primary" busy={set.isPending} disabled={!complete}>
              {t('members.saveRole')}
            </Button>
          </div>
        </form>
      </InspectorFrame>
    </Drawer>
  );
}
