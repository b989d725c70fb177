using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IotLink.Core.Adapters.Aws.Iot;

/// <summary>One request to AWS IoT.</summary>
/// <param name="Path">Parts already escaped, with the query.</param>
/// <param name="IsRepeatable">Done twice it is as good as once; else it is repeated only where AWS says that it did nothing.</param>
internal sealed record AwsCall(HttpMethod Method, string Path, ReadOnlyMemory<byte>? Body = null, bool IsRepeatable = true)
{
    public string ContentType { get; init; } = "application/json";

    public static AwsCall Get(string path) => new(HttpMethod.Get, path);
}

/// <param name="Error">AWS's name of what went wrong, like <c>ResourceNotFoundException</c>; empty when nothing did.</param>
/// <param name="Attempt">At which attempt it came, from 1.</param>
internal sealed record AwsAnswer(HttpStatusCode Status, string Error, string Message, JsonObject Body, int Attempt)
{
    private const string ErrorType = "x-amzn-ErrorType";

    public bool IsDone => (int)Status is >= 200 and < 300;

    public bool IsMissing => Status == HttpStatusCode.NotFound;

    public bool IsThrottled => Status == HttpStatusCode.TooManyRequests || Error.StartsWith("Throttling", StringComparison.Ordinal);

    public static async Task<AwsAnswer> ReadAsync(HttpResponseMessage response, int attempt, CancellationToken ct)
    {
        var body = Parse(await response.Content.ReadAsByteArrayAsync(ct));
        if (response.IsSuccessStatusCode) return new(response.StatusCode, "", "", body, attempt);
        var type = response.Headers.TryGetValues(ErrorType, out var named) ? named.First() : Text(body, "__type") ?? Text(body, "code") ?? "";
        var name = type.Split(':')[0].Split('#')[^1];
        return new(response.StatusCode, name, Text(body, "message") ?? Text(body, "Message") ?? response.ReasonPhrase ?? name, body, attempt);
    }

    /// <summary>What a caller cannot answer for itself.</summary>
    public HttpRequestException Fault(string what) => new($"AWS IoT: {what}: {(int)Status} {Error} {Message}".TrimEnd(), null, Status);

    private static string? Text(JsonObject body, string key) => body[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Parse(byte[] body)
    {
        try
        {
            return body.Length == 0 ? [] : JsonNode.Parse(body) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
