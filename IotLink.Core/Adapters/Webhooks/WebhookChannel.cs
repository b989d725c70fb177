using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IotLink.Core.Notifications;

namespace IotLink.Core.Adapters.Webhooks;

/// <summary>
/// POSTs JSON with <c>Idempotency-Key</c> and <c>X-IotLink-Signature: t=SECONDS,v1=HEX</c>, where HEX is the HMAC-SHA256 of
/// <c>SECONDS.BODY</c>. The receiver knows a repeat by the key, so what is unclear is sent again.
/// </summary>
internal sealed class WebhookChannel : IMessageChannel, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public WebhookChannel(WebhookOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) };
        if (!options.AllowPrivate) handler.ConnectCallback = PublicAddress.ConnectAsync;
        _http = new(handler) { Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024 };
    }

    public ChannelKind Kind => ChannelKind.Webhook;

    public bool Deduplicates => true;

    public async Task<SendResult> SendAsync(OutgoingMessage message, Func<CancellationToken, Task<bool>> handOver, CancellationToken ct)
    {
        if (!Uri.TryCreate(message.Address, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (_options.AllowPrivate && address.Scheme == Uri.UriSchemeHttp)))
        {
            return SendResult.Refused(DeliveryReason.Forbidden, "Not an https address.");
        }

        using var request = Request(address, message);
        if (!await handOver(ct)) return SendResult.Withdrawn;
        try
        {
            using var response = await _http.SendAsync(request, ct);
            return ResultOf(response, message.Key);
        }
        catch (Exception e) when (e is ForbiddenAddressException || e.InnerException is ForbiddenAddressException)
        {
            return SendResult.Refused(DeliveryReason.Forbidden, (e.InnerException ?? e).Message);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return SendResult.Later(DeliveryReason.Unreachable, e.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The header's value; public to the tests, which check it as a receiver would.</summary>
    internal static string Signature(string secret, long seconds, byte[] body)
    {
        var signed = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}."));
        return string.Create(CultureInfo.InvariantCulture, $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. signed, .. body]))}");
    }

    private HttpRequestMessage Request(Uri address, OutgoingMessage message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { key = message.Key, alarms = message.About }, JsonSerializerOptions.Web);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", message.Key);
        request.Headers.Add("X-IotLink-Signature", Signature(_options.Secret, _time.GetUtcNow().ToUnixTimeSeconds(), body));
        return request;
    }

    private static SendResult ResultOf(HttpResponseMessage response, string key)
    {
        var said = $"{(int)response.StatusCode} {response.ReasonPhrase}";
        if (response.IsSuccessStatusCode) return SendResult.Sent(key);
        var later = (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict;
        return later ? SendResult.Later(DeliveryReason.Later, said) : SendResult.Refused(DeliveryReason.Refused, said);
    }
}
