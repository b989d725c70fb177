using System.Net.Http.Headers;

namespace IotLink.Ingest.Simulation;

/// <summary>A device that posts each message and shows its token. The pool of connections is the fleet's.</summary>
internal sealed class RestUplink(HttpClient http, string secret) : IUplink
{
    public Task OpenAsync(CancellationToken ct) => Task.CompletedTask;

    public async Task SendAsync(Outgoing message, CancellationToken ct)
    {
        var path = $"api/v1/devices/{message.Device}/messages{(message.FPort > 0 ? $"?fport={message.FPort}" : "")}";
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(message.Bytes) };
        request.Content.Headers.ContentType = new(message.IsJson ? "application/json" : "application/octet-stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var response = await http.SendAsync(request, ct);
        if ((int)response.StatusCode >= 500) throw new IOException($"The gateway answered {(int)response.StatusCode}.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
