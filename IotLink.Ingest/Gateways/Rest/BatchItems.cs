using System.Text.Json;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>Cuts a batch into its messages, each with its bytes as they arrived.</summary>
internal static class BatchItems
{
    private const string DeviceProperty = "device_id";

    /// <summary>One message of a batch.</summary>
    /// <param name="Device">What stands in <c>device_id</c>; null when there is none.</param>
    internal readonly record struct Item(string? Device, ReadOnlyMemory<byte> Json);

    /// <summary>A JSON array, or one object per line. The text must be well-formed as a whole.</summary>
    public static (IReadOnlyList<Item> Items, JsonFault? Fault) Read(ReadOnlyMemory<byte> body, bool lines)
    {
        if (lines) return ReadLines(body);
        return JsonFault.Find(body.Span) is { } fault ? ([], fault) : (ReadArray(body), null);
    }

    private static (IReadOnlyList<Item>, JsonFault?) ReadLines(ReadOnlyMemory<byte> body)
    {
        List<Item> items = [];
        var line = 0;
        for (var start = 0; start < body.Length;)
        {
            line++;
            var length = body.Span[start..].IndexOf((byte)'\n');
            if (length < 0) length = body.Length - start;
            var text = body.Slice(start, length);
            if (!text.Span.Trim(" \t\r"u8).IsEmpty)
            {
                if (JsonFault.Find(text.Span) is { } fault)
                {
                    var offset = start + (fault.Refusal.Offset ?? 0);
                    return ([], fault with { Line = line, Refusal = fault.Refusal with { Offset = offset } });
                }

                items.Add(new(DeviceOf(text.Span), text));
            }

            start += length + 1;
        }

        return (items, null);
    }

    /// <summary>Elements of the array; a lone object is a batch of one.</summary>
    private static List<Item> ReadArray(ReadOnlyMemory<byte> body)
    {
        List<Item> items = [];
        var reader = new Utf8JsonReader(body.Span);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) return [new(DeviceOf(body.Span), body)];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var item = body[start..(int)reader.BytesConsumed];
            items.Add(new(DeviceOf(item.Span), item));
        }

        return items;
    }

    private static string? DeviceOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDevice = reader.ValueTextEquals(DeviceProperty);
            reader.Read();
            if (isDevice) return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            reader.Skip();
        }

        return null;
    }
}
