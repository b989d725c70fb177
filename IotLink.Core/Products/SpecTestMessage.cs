using System.Text;
using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads what a test sends: bytes as digits or as text, a frame, JSON or CSV.</summary>
internal static class SpecTestMessage
{
    private static readonly string[] Keys = ["hex", "frame", "text", "json", "csv"];

    /// <returns>The key it stands under and the message; null bytes when it has faults.</returns>
    public static (string Key, SpecTestInput Input, byte[]? Bytes) Read(DocumentMap map)
    {
        var given = Keys.Where(map.Has).ToList();
        if (given.Count == 0)
            map.Missing(Keys, "A test sends something: 'hex' or 'text' (a payload), 'frame' (a whole TCP frame), 'json' or 'csv'.");
        foreach (var second in given.Skip(1)) map.Fault(second, "test.input", $"A test sends one message; there is '{given[0]}' already.");
        return given.FirstOrDefault() switch
        {
            "json" => ("json", SpecTestInput.Json, Json(map)),
            "csv" => ("csv", SpecTestInput.Csv, Text(map, "csv")),
            "text" => ("text", SpecTestInput.Payload, Text(map, "text")),
            "frame" => ("frame", SpecTestInput.Frame, Digits(map, "frame")),
            "hex" => ("hex", SpecTestInput.Payload, Digits(map, "hex")),
            _ => ("hex", SpecTestInput.Payload, null),
        };
    }

    private static byte[]? Digits(DocumentMap map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        var digits = text.Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit)) return Convert.FromHexString(digits);
        map.Fault(key, "value.type", "Expected pairs of hexadecimal digits; spaces are allowed.");
        return null;
    }

    private static byte[]? Text(DocumentMap map, string key) => map.Text(key) is { } text ? Encoding.UTF8.GetBytes(text) : null;

    /// <summary>A text is sent as it stands, so that broken JSON can be said too.</summary>
    private static byte[]? Json(DocumentMap map) =>
        map.Node("json") is YamlScalarNode ? Text(map, "json") : YamlJson.Write(map.Node("json")!, SpecReading.Under(map, "json"), map.Faults);
}
