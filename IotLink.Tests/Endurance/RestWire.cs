using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using IotLink.Core.Seeds;
using IotLink.Tests.Support;

namespace IotLink.Tests.Endurance;

/// <summary>The device API with an idempotency key, one request at a time.</summary>
internal sealed class RestWire(HttpClient http, string device) : IDeviceWire
{
    private Task<HttpResponseMessage>? _pending;

    public Task SendAsync(int number, bool again, CancellationToken ct)
    {
        var content = new ByteArrayContent(Numbered.Json(number));
        content.Headers.ContentType = new("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/devices/{device}/messages") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", DemoPlant.SecretOf(Sample.Device(device)));
        request.Headers.Add("Idempotency-Key", number.ToString(CultureInfo.InvariantCulture));
        _pending = http.SendAsync(request, ct);
        return Task.CompletedTask;
    }

    public async Task AcknowledgedAsync(int number, CancellationToken ct)
    {
        using var answer = await _pending!;
        if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) throw new IOException("Not now.");
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    public void Dispose()
    {
    }
}
