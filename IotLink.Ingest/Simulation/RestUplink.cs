using System.Net.Http.Headers;

namespace IotLink.Ingest.Simulation;

/// <summary>A device that posts each message and shows its token. The pool of connections is the fleet's.</summary>
internal sealed class RestUplink(HttpClient http, UplinkIdentity who) : IUplink
{
    private readonly Uri _path = new($"api/devices/{who.Device}/telemetry", UriKind.Relative);

    public Task OpenAsync(CancellationToken ct) => Task.CompletedTask;

    public async Task SendAsync(Outgoing message, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _path) { Content = new ByteArrayContent(message.Bytes) };
        request.Content.Headers.ContentType = new(message.IsJson ? "application/json" : "application/octet-stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", who.Secret);
        using var response = await http.SendAsync(request, ct);
        if ((int)response.StatusCode >= 500) throw new IOException($"The gateway answered {(int)response.StatusCode}.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
