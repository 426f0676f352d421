// Starts the console: language, theme, queries, router.
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError, isSignedOut } from './api/error.ts';
import { readPreferences, usePreferences } from './app/preferences.ts';
import { createAppRouter } from './app/router.tsx';
import { sessionQuery } from './app/session.ts';
import { changeLanguage, startLanguage } from './language/index.ts';
import { UiProvider } from './ui/theme/provider.tsx';

// The schemas of definitions would try to compile themselves, which the policy of the page forbids. They are loaded later than this.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refused call stays refused; only silence and 5xx are worth asking again.
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
      retryDelay: (attempt) => 400 * 2 ** attempt,
    },
  },
});
const router = createAppRouter(queryClient);

function leaveWhenSignedOut(error: unknown): void {
  if (!isSignedOut(error)) return;
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in') return;
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
  void router.navigate({ to: '/sign-in', search: { next: href } });
}

function App() {
  const { theme, language } = usePreferences();
  useEffect(() => void changeLanguage(language), [language]);
  return (
    <UiProvider choice={theme}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </UiProvider>
  );
}

const element = document.getElementById('root');
if (!element) throw new Error('index.html has no element with the id "root".');
await startLanguage(readPreferences().language);
createRoot(element).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
