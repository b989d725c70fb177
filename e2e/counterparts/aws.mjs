// SNS and End User Messaging as far as IotLink calls them, with signatures checked by Amazon's own signing code.
import { createServer } from 'node:http';
import { fault } from './aws-signature.mjs';

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const isSns = (request) => !request.headers['x-amz-target'];

function refuse(response, request, status, code) {
  if (isSns(request)) response.writeHead(status, { 'content-type': 'text/xml' }).end(`<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${code}</Message></Error></ErrorResponse>`);
  else response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify({ __type: `com.amazonaws.pinpointsmsvoicev2#${code}`, Message: code }));
}

const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  const wrong = await fault(request, body, isSns(request) ? [] : ['x-amz-target']);
  const sent = isSns(request) ? Object.fromEntries(new URLSearchParams(body.toString())) : JSON.parse(body.toString());
  say({ wrong, service: /aws4_request/.test(request.headers.authorization ?? '') ? request.headers.authorization.split('/')[3] : null, target: request.headers['x-amz-target'] ?? null, type: request.headers['content-type'], sent });
  if (wrong) return refuse(response, request, 403, wrong);
  const number = sent.PhoneNumber ?? sent.DestinationPhoneNumber;
  if (number.endsWith('429')) return refuse(response, request, 400, isSns(request) ? 'Throttling' : 'ThrottlingException');
  if (number.endsWith('500')) return refuse(response, request, 500, 'InternalError');
  if (number.endsWith('400')) return refuse(response, request, 400, isSns(request) ? 'InvalidParameter' : 'ValidationException');
  if (isSns(request)) response.writeHead(200, { 'content-type': 'text/xml' }).end('<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>sns-1</MessageId></PublishResult></PublishResponse>');
  else response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"MessageId":"eum-1"}');
});
server.listen(0, '127.0.0.1', () => say({ port: server.address().port }));
process.stdin.resume().on('end', () => process.exit());
