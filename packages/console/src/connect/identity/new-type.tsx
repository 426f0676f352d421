// Adds a type of the workspace's own: the name under which messages give it, and its rule.
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Inspector } from '../../ui/inspector.tsx';
import { Prose } from '../../ui/prose.tsx';
import styles from './identity.module.css';
import { isTypeName, type TypeRule } from './rules.ts';
import { RuleFields } from './type-editor.tsx';

export function NewType({
  taken,
  onAdd,
  onClose,
}: {
  taken: string[];
  onAdd: (type: string, rule: TypeRule) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [rule, setRule] = useState<TypeRule>({ limit: 1, priority: 30, on_conflict: 'keep' });
  const fault = faultOf(name, taken);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name !== '' && !fault) onAdd(name, rule);
  };
  return (
    <Inspector title={t('identity.addType')} onClose={onClose}>
      <form className={styles.editor} onSubmit={submit}>
        <TextField
          label={t('identity.typeName')}
          help={<Prose text={t('identity.help.typeName')} />}
          fault={fault && t(`identity.typeFault.${fault}`)}
          value={name}
          required
          maxLength={63}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setName(event.currentTarget.value.trim())}
        />
        <RuleFields rule={rule} onRule={setRule} />
        <div>
          <Button type="submit" disabled={name === '' || fault !== undefined}>
            {t('identity.addTypeVerb')}
          </Button>
        </div>
      </form>
    </Inspector>
  );
}

function faultOf(name: string, taken: string[]): 'form' | 'taken' | undefined {
  if (name === '') return undefined;
  if (!isTypeName(name)) return 'form';
  return taken.includes(name) ? 'taken' : undefined;
}
