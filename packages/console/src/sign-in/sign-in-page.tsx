// Signing in: e-mail, password, one button.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { ApiError } from '../api/error.ts';
import { sessionQuery, signIn } from '../app/session.ts';
import { useTranslation } from '../language/index.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import styles from './sign-in-page.module.css';

export function SignInPage() {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const router = useRouter();
  const queryClient = useQueryClient();
  const { next } = useSearch({ from: '/sign-in' });
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: async () => {
      await queryClient.fetchQuery(sessionQuery);
      // Only addresses of this console: a link must not lead a member elsewhere after signing in.
      router.history.push(next?.startsWith('/') && !next.startsWith('//') ? next : '/');
    },
  });
  useEffect(() => {
    document.title = `${t('signIn.title')} · Rapport`;
  }, [t]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate({ email: email.trim(), password });
  };
  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={submit}>
        <img src="/mark.svg" alt="" width={36} height={36} />
        <h1 className={styles.title}>{t('signIn.title')}</h1>
        {next && <p className={styles.words}>{t('signIn.again')}</p>}
        <TextField
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <TextField
          label={t('signIn.password')}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          fault={attempt.error && faultWords(attempt.error)}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" look="primary" busy={attempt.isPending}>
          {t('signIn.submit')}
        </Button>
        <p className={styles.help}>{t('signIn.first')}</p>
      </form>
    </main>
  );

  function faultWords(error: Error): string {
    if (!(error instanceof ApiError)) return t('error.failed.title');
    if (error.status === 401 || error.status === 400 || error.status === 422) return t('signIn.wrong');
    if (error.status === 429) return t('signIn.tooMany');
    return error.status === 0 ? t('error.unreachable.title') : t('error.failed.title');
  }
}
