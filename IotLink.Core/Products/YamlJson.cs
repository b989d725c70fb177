using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using IotLink.Core.Documents;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Writes YAML as JSON. Numbers keep their digits; what is quoted, or no JSON number, true, false or null, is a text.</summary>
internal static class YamlJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>null when it cannot be JSON; the faults then say why.</returns>
    public static byte[]? Write(YamlNode node, string path, List<DocumentFault> faults)
    {
        var before = faults.Count;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) Write(writer, node, path, faults);
        return faults.Count == before ? buffer.WrittenSpan.ToArray() : null;
    }

    private static void Write(Utf8JsonWriter writer, YamlNode node, string path, List<DocumentFault> faults)
    {
        switch (node)
        {
            case YamlMappingNode map:
                writer.WriteStartObject();
                foreach (var (key, value) in map.Children)
                {
                    if (key is not YamlScalarNode name)
                    {
                        faults.Add(DocumentMap.At(key, path, "value.type", "A name in JSON is a text."));
                        continue;
                    }

                    writer.WritePropertyName(name.Value ?? "");
                    Write(writer, value, $"{path}.{name.Value}", faults);
                }

                writer.WriteEndObject();
                break;
            case YamlSequenceNode list:
                writer.WriteStartArray();
                for (var i = 0; i < list.Children.Count; i++) Write(writer, list.Children[i], $"{path}[{i}]", faults);
                writer.WriteEndArray();
                break;
            default:
                Scalar(writer, (YamlScalarNode)node);
                break;
        }
    }

    private static void Scalar(Utf8JsonWriter writer, YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style == ScalarStyle.Plain && text is ("" or "~" or "null")) writer.WriteNullValue();
        else if (scalar.Style == ScalarStyle.Plain && (text is "true" or "false" || IsNumber(text))) writer.WriteRawValue(text);
        else writer.WriteStringValue(text);
    }

    private static bool IsNumber(string text)
    {
        if (text[0] is not ('-' or (>= '0' and <= '9'))) return false;
        try
        {
            using var read = JsonDocument.Parse(text);
            return read.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
