using System.Net;
using IotLink.Core.Notifications;

namespace IotLink.Core.Adapters.Aws;

/// <summary>One AWS service over signed HTTP, with its answers as outcomes of sending.</summary>
internal sealed class AwsClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    /// <param name="host">The service's name in its address.</param>
    /// <param name="signingName">Its name in the signature.</param>
    public AwsClient(AwsOptions options, string host, string signingName, TimeProvider time) => _http = new(
        new SigningHandler(signingName, options.RegionOrDefault, () => options.Credentials, time, new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }))
    {
        BaseAddress = options.AddressOf(host),
        Timeout = Patience,
    };

    /// <param name="idOf">Reads the provider's id out of a good answer.</param>
    public async Task<SendResult> SendAsync(
        HttpContent content, string? target, Func<string, string?> idOf, Func<CancellationToken, Task<bool>> handOver, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = content };
        if (target is not null) request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        if (!await handOver(ct)) return SendResult.Withdrawn;
        try
        {
            using var response = await _http.SendAsync(request, ct);
            var answer = await response.Content.ReadAsStringAsync(ct);
            return response.IsSuccessStatusCode ? SendResult.Sent(idOf(answer)) : Refusal(response.StatusCode, answer);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError || e.Message.StartsWith("No AWS credentials", StringComparison.Ordinal))
        {
            return SendResult.Later(DeliveryReason.Unreachable, e.Message); // nothing was said yet
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return SendResult.Unclear(e.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Throttling and a closed door mean later; an inner fault may have come after the sending.</summary>
    private static SendResult Refusal(HttpStatusCode status, string answer)
    {
        var said = answer.Length > 300 ? answer[..300] : answer;
        if (status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable || answer.Contains("Throttl", StringComparison.Ordinal))
        {
            return SendResult.Later(DeliveryReason.Later, said);
        }

        // Wrong keys are put right by people: what waits is worth keeping.
        if (status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized) return SendResult.Later(DeliveryReason.Refused, said);
        return (int)status >= 500 ? SendResult.Unclear(said) : SendResult.Refused(DeliveryReason.Refused, said);
    }
}
