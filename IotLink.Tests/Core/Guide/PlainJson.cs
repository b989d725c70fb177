using System.Text.Encodings.Web;
using System.Text.Json;

namespace IotLink.Tests.Core.Guide;

/// <summary>Values as a page shows them: <c>{"a": 1, "b": "x"}</c>.</summary>
internal static class PlainJson
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IEnumerable<KeyValuePair<string, object>> values) =>
        "{" + string.Join(", ", values.Select(v => $"{JsonSerializer.Serialize(v.Key, Readable)}: {JsonSerializer.Serialize(v.Value, Readable)}")) + "}";

    public static IEnumerable<(string Name, double Value)> Numbers(string text) =>
        JsonDocument.Parse(text).RootElement.EnumerateObject().Select(p => (p.Name, p.Value.GetDouble()));
}
