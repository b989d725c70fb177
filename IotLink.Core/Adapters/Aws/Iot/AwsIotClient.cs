using System.Net;
using System.Net.Http.Headers;

namespace IotLink.Core.Adapters.Aws.Iot;

/// <summary>
/// One endpoint of AWS IoT over signed HTTPS. What is throttled or fails on AWS's side is asked again, a few times and at random moments, so that
/// many hosts do not come back together.
/// </summary>
internal sealed class AwsIotClient : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly AwsIotHealth _health;
    private readonly TimeProvider _time;
    private readonly int _attempts;

    /// <param name="address">null: the region's own.</param>
    /// <param name="host">The service's name in the region's address.</param>
    /// <param name="signingName">Its name in the signature.</param>
    public AwsIotClient(string? address, string host, string signingName, AwsOptions aws, AwsIotOptions options, AwsIotHealth health, TimeProvider time)
    {
        (_health, _time, _attempts) = (health, time, options.Attempts);
        _http = new(new SigningHandler(
            signingName, aws.RegionOrDefault, () => aws.Credentials, time, new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }))
        {
            BaseAddress = address is null ? aws.AddressOf(host) : new(address),
            Timeout = options.Timeout,
        };
    }

    /// <returns>What AWS said, also where it refused. After the last attempt a throttled request comes back so.</returns>
    /// <exception cref="HttpRequestException">Nobody answered, AWS has a fault, or the keys are wrong.</exception>
    public async Task<AwsAnswer> SendAsync(AwsCall call, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await AskAsync(call, attempt, ct);
                if (answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized) throw answer.Fault("the keys are not accepted");
                if (!answer.IsThrottled && (int)answer.Status < 500)
                {
                    _health.Answered();
                    return answer;
                }

                if (attempt < _attempts && (answer.IsThrottled || call.IsRepeatable)) _health.Repeated();
                else if (answer.IsThrottled) return Throttled(answer);
                else throw answer.Fault("it has a fault");
            }
            catch (Exception e) when (IsAway(e, ct) && attempt < _attempts && (call.IsRepeatable || WasNotSent(e)))
            {
                _health.Repeated();
            }
            catch (Exception e) when (e is HttpRequestException || IsAway(e, ct))
            {
                _health.Failed(e.Message);
                if (e is HttpRequestException) throw;
                throw new HttpRequestException($"AWS IoT did not answer within {_http.Timeout.TotalSeconds:0} s.", e);
            }

            await Task.Delay(Pause(attempt), _time, ct);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Anywhere between nothing and a bound that doubles.</summary>
    internal static TimeSpan Pause(int attempt) =>
        Random.Shared.NextDouble() * TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(attempt - 1, 10)));

    private async Task<AwsAnswer> AskAsync(AwsCall call, int attempt, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(call.Method, call.Path);
        if (call.Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(call.ContentType);
        }

        using var response = await _http.SendAsync(request, ct);
        return await AwsAnswer.ReadAsync(response, attempt, ct);
    }

    private AwsAnswer Throttled(AwsAnswer answer)
    {
        _health.Failed($"AWS IoT is throttling: {answer.Message}");
        return answer;
    }

    private static bool IsAway(Exception e, CancellationToken ct) =>
        (e is HttpRequestException { StatusCode: null } && !e.Message.StartsWith("No AWS credentials", StringComparison.Ordinal))
        || (e is TaskCanceledException && !ct.IsCancellationRequested);

    private static bool WasNotSent(Exception e) => e is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };
}
