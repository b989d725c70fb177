using System.Text.Json;
using System.Text.Unicode;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Envelope;

/// <summary>The JSON envelope of the domain page: times, <c>data.metrics</c>, <c>data.bin</c>, <c>nodes</c>, keys in any order.</summary>
internal sealed class JsonTelemetry(PayloadDecoder payloads)
{
    private readonly BinaryText _binary = new();
    private readonly MetricsReader _metrics = new();

    public Refusal? Convert(in ConversionContext context)
    {
        var payload = context.Message.Payload.Span;
        if (payload.StartsWith("\uFEFF"u8)) payload = payload[3..];
        if (!Utf8.IsValid(payload)) return new(Reason.JsonMalformed, "The payload is not UTF-8.");
        var reader = new Utf8JsonReader(payload, JsonShape.Options);
        var envelope = default(JsonEnvelope);
        try
        {
            return Read(ref reader, context, ref envelope) ?? Finish(context, ref envelope);
        }
        catch (JsonException e)
        {
            return JsonShape.Malformed(payload, e);
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader says to half a surrogate pair in an escape.
            return new(Reason.JsonMalformed, "A text is not valid Unicode.", (int)reader.TokenStartIndex);
        }
    }

    private Refusal? Read(ref Utf8JsonReader reader, in ConversionContext context, ref JsonEnvelope envelope)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return JsonShape.Wrong(reader, "The message", "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var refusal = Member(ref reader, context, ref envelope);
            if (refusal is not null) return refusal;
        }

        reader.Read();
        return null;
    }

    private Refusal? Member(ref Utf8JsonReader reader, in ConversionContext context, ref JsonEnvelope envelope)
    {
        if (reader.ValueTextEquals("device_timestamp"u8)) return JsonShape.Time(ref reader, "device_timestamp", out envelope.DeviceTime);
        if (reader.ValueTextEquals("hub_timestamp"u8)) return JsonShape.Time(ref reader, "hub_timestamp", out envelope.HubTime);
        if (reader.ValueTextEquals("data"u8)) return Data(ref reader, context, ref envelope);
        if (reader.ValueTextEquals("header"u8)) return Header(ref reader, ref envelope);
        if (reader.ValueTextEquals("productId"u8) || reader.ValueTextEquals("product_id"u8)) return Product(ref reader, context.Device);
        if (reader.ValueTextEquals("nodes"u8)) return NodesReader.Read(ref reader, context, _metrics, ref envelope);
        reader.Skip();
        return null;
    }

    private Refusal? Data(ref Utf8JsonReader reader, in ConversionContext context, ref JsonEnvelope envelope)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartObject) return JsonShape.Wrong(reader, "data", "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Refusal? refusal = null;
            if (reader.ValueTextEquals("metrics"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.Null) continue;
                envelope.Metrics = reader;
                envelope.HasMetrics = true;
                refusal = _metrics.Read(ref reader, envelope.Own ??= context.AddOwn(), "data.metrics");
            }
            else if (reader.ValueTextEquals("bin"u8)) refusal = Binary(ref reader, ref envelope);
            else if (reader.ValueTextEquals("enc"u8)) refusal = Encoding(ref reader, ref envelope);
            else if (reader.ValueTextEquals("fport"u8)) refusal = Port(ref reader, ref envelope);
            else reader.Skip();
            if (refusal is not null) return refusal;
        }

        return null;
    }

    private static Refusal? Binary(ref Utf8JsonReader reader, ref JsonEnvelope envelope)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) return JsonShape.Wrong(reader, "data.bin", "text");
        envelope.HasBinary = true;
        envelope.BinaryAt = (int)reader.TokenStartIndex + 1;
        envelope.Binary = reader.ValueIsEscaped ? System.Text.Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        return null;
    }

    private static Refusal? Encoding(ref Utf8JsonReader reader, ref JsonEnvelope envelope)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) return JsonShape.Wrong(reader, "data.enc", "hex or base64");
        if (reader.ValueTextEquals("hex"u8)) envelope.Encoding = BinaryEncoding.Hex;
        else if (reader.ValueTextEquals("base64"u8)) envelope.Encoding = BinaryEncoding.Base64;
        else return JsonShape.Wrong(reader, "data.enc", "hex or base64");
        return null;
    }

    private static Refusal? Port(ref Utf8JsonReader reader, ref JsonEnvelope envelope)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var port) || port is < 0 or > 255)
            return JsonShape.Wrong(reader, "data.fport", "0 to 255");
        envelope.Port = port;
        return null;
    }

    private static Refusal? Header(ref Utf8JsonReader reader, ref JsonEnvelope envelope)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("timestamp"u8)) reader.Skip();
            else if (JsonShape.Time(ref reader, "header.timestamp", out envelope.HeaderTime) is { } refusal) return refusal;
        }

        return null;
    }

    private static Refusal? Product(ref Utf8JsonReader reader, Device device)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String || !ProductId.TryParse(reader.GetString(), out var product))
            return JsonShape.Wrong(reader, "productId", "a product id");
        return product == device.Product ? null : MessageConverter.Mismatch(product, device);
    }

    private Refusal? Finish(in ConversionContext context, ref JsonEnvelope envelope)
    {
        if (envelope.HasBinary)
        {
            var own = envelope.Own ??= context.AddOwn();
            var encoding = envelope.Encoding
                ?? context.Specs.SpecOf(context.Device)?.Spec.BinaryEncoding ?? BinaryEncoding.Hex;
            var refusal = _binary.Decode(envelope.Binary, encoding, envelope.BinaryAt, out var bytes)
                ?? payloads.Decode(context, bytes, context.Message.Type == MessageType.Tcp, envelope.Port ?? context.Message.FPort, own, new(envelope.DeviceTime, envelope.HeaderTime, envelope.HubTime));
            if (refusal is not null) return refusal;
            // Decoding emptied the reading; what the message says in words comes after and wins.
            if (envelope.HasMetrics && _metrics.Read(ref envelope.Metrics, own, "data.metrics") is { } second) return second;
        }

        if (context.Readings.IsEmpty && !envelope.HasNodes)
            return new(Reason.JsonShape, "The message has neither data.metrics nor data.bin nor nodes.");
        foreach (var reading in context.Readings)
        {
            // What a payload gave has its time already.
            if (reading.EventTime != default) continue;
            context.Stamp(reading, reading.DeviceTimestamp ?? envelope.DeviceTime, envelope.HeaderTime, envelope.HubTime);
        }

        return null;
    }
}
