// Grey in the shape of the vital charts.
import { Bone } from '../ui/skeleton.tsx';
import styles from './home-page.module.css';

export function VitalsSkeleton() {
  return (
    <div className={styles.vitals}>
      {[1, 2, 3, 4].map((each) => (
        <Bone key={each} height={276} />
      ))}
    </div>
  );
}
