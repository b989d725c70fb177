// The words a person reads, in both languages: what the journeys look for on the screen.
export const languages = ['ko', 'en'];

export const words = {
  ko: { high: '높음', new: '신규', acknowledged: '확인됨', resolved: '해결', notFound: '없는 페이지', noSuchEntry: '없는 항목입니다', noMatch: '변환 스펙 불일치', checksum: '검사합 불일치', outOfRange: '지표 범위 위반', speeding: '과속', signIn: '로그인', usedUp: '이미 사용했거나 만료된 링크', lost: '연결이 끊겼습니다', disconnected: '끊김' },
  en: { high: 'High', new: 'New', acknowledged: 'Acknowledged', resolved: 'Resolved', notFound: 'Page not found', noSuchEntry: 'There is no such entry', noMatch: 'Decode spec does not match', checksum: 'Wrong checksum', outOfRange: 'Metric out of range', speeding: 'Speeding', signIn: 'Sign in', usedUp: 'used up', lost: 'Connection lost', disconnected: 'Disconnected' },
};
