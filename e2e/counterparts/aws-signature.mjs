// A request's signature, made again by Amazon's own code with the keys in COUNTERPART.
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '@aws-crypto/sha256-js';

const { accessKeyId, secretAccessKey, sessionToken } = JSON.parse(process.env.COUNTERPART);

/** The reason it is not genuine, or null. `must` are headers that have to be signed. */
export async function fault(request, body, must = []) {
  const said = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '');
  if (!said) return 'IncompleteSignature';
  const [, id, , region, service, names, signature] = said;
  if (id !== accessKeyId) return 'InvalidClientTokenId';
  const when = request.headers['x-amz-date']?.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const signed = names.split(';');
  if (!['host', ...must].every((name) => signed.includes(name))) return 'SignatureDoesNotMatch';
  const url = new URL(request.url, 'http://127.0.0.1');
  const path = request.url.split('?')[0];
  const again = await new SignatureV4({ service, region, sha256: Sha256, applyChecksum: false, credentials: { accessKeyId, secretAccessKey, sessionToken } }).sign(
    { method: request.method, protocol: 'http:', hostname: '127.0.0.1', path, query: Object.fromEntries(url.searchParams), body, headers: Object.fromEntries(signed.map((n) => [n, request.headers[n]])) },
    { signingDate: new Date(when), signableHeaders: new Set(signed) },
  );
  return again.headers.authorization.endsWith(`Signature=${signature}`) ? null : 'SignatureDoesNotMatch';
}

export const serviceOf = (request) => /aws4_request/.test(request.headers.authorization ?? '') ? request.headers.authorization.split('/')[3] : null;
