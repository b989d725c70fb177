// The words a person reads, in both languages: what the journeys look for on the screen.
export const languages = ['ko', 'en'];

export const words = {
  ko: { high: '높음', new: '신규', acknowledged: '확인됨', resolved: '해결', notFound: '없는 페이지', noSuchEntry: '없는 항목입니다', noMatch: '변환 스펙 불일치', checksum: '검사합 불일치', outOfRange: '지표 범위 위반', speeding: '과속', signIn: '로그인', usedUp: '이미 사용했거나 만료된 링크', lost: '연결이 끊겼습니다', disconnected: '끊김',
    history: { apply: '적용', rollBack: '롤백', applied: '적용됨', rolledBack: '롤백됨', previewed: '미리보기 완료', unregistered: '등록되지 않은 글', version: '스펙 버전 1' },
    studio: { addName: '이 바이트에 이름 붙이기', begin: '초안 열기', submit: '검토 요청', approve: '승인', publish: '모든 장비에 게시', reason: '새 제품의 첫 스펙' },
    letters: { which: '어떤 버전이면 풀리나', draft: '초안', reprocess: '재처리', discard: '폐기', leave: '그만두기', saved: '초안 저장됨', passed3: '성공 3', branch: '스펙의 분기', fix: '새 펌웨어의 태그', noise: '시험 중인 장비', running: '진행 중', cancel: '취소', cancelled: '취소됨', done: '완료' },
    canary: { canary: '카나리로 게시', promote: '카나리를 모두에게 게시', withdraw: '카나리 철회', compare: '비교하기', compared: '카나리와 게시본 비교', rollBack: '롤백', over: (n) => `장비 ${n}대의 메시지 ${n}건`, flow: '새 펌웨어의 유량', notYet: '더 지켜보기로 함' } },
  en: { high: 'High', new: 'New', acknowledged: 'Acknowledged', resolved: 'Resolved', notFound: 'Page not found', noSuchEntry: 'There is no such entry', noMatch: 'Decode spec does not match', checksum: 'Wrong checksum', outOfRange: 'Metric out of range', speeding: 'Speeding', signIn: 'Sign in', usedUp: 'used up', lost: 'Connection lost', disconnected: 'Disconnected',
    history: { apply: 'Apply', rollBack: 'Roll back', applied: 'applied', rolledBack: 'rolled back', previewed: 'previewed', unregistered: 'a text that is not registered', version: 'spec version 1' },
    studio: { addName: 'Name these bytes', begin: 'Open the draft', submit: 'Send to review', approve: 'Approve', publish: 'Publish to all devices', reason: 'First spec of a new product' },
    letters: { which: 'Which version helps?', draft: 'draft', reprocess: 'Reprocess', discard: 'Discard', leave: 'Leave it', saved: 'Draft saved', passed3: 'passed 3', branch: 'No branch of the spec', fix: 'The tag of new firmware', noise: 'A device under test', running: 'running', cancel: 'Cancel', cancelled: 'cancelled', done: 'done' } },
};
