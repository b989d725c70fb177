using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion.Envelope;

/// <summary>Reads an object of metrics: numbers, booleans, texts; null is absent.</summary>
internal sealed class MetricsReader
{
    /// <summary>Characters of the longest text a metric may have: a state or a version, not a document.</summary>
    public const int MaxText = 1024;

    private readonly ConditionalWeakTable<MetricSchema, MetricNames> _names = [];
    private MetricNames? _last;
    private MetricSchema? _lastSchema;

    /// <param name="reader">Stands at the object's beginning; afterwards at its end.</param>
    public Refusal? Read(ref Utf8JsonReader reader, Reading into, string path)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return JsonShape.Wrong(reader, path, "an object of metrics");
        var names = NamesOf(into.Metrics.Schema);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var slot = names.SlotOf(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan);
            if (slot < 0) return Unfit(reader, path);
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.Number:
                    into.Metrics.SetNumber(slot, reader.GetDouble());
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    into.Metrics.SetBoolean(slot, reader.TokenType == JsonTokenType.True);
                    break;
                case JsonTokenType.Null:
                    into.Metrics.Remove(slot);
                    break;
                case JsonTokenType.String when reader.ValueSpan.Length <= MaxText:
                    into.Metrics.SetText(slot, reader.GetString()!);
                    break;
                default:
                    var name = into.Metrics.Schema.NameOf(slot);
                    return JsonShape.Wrong(reader, $"{path}.{name}", $"a number, a boolean, text of at most {MaxText} characters or null");
            }
        }

        return null;
    }

    private MetricNames NamesOf(MetricSchema schema)
    {
        if (ReferenceEquals(schema, _lastSchema)) return _last!;
        (_lastSchema, _last) = (schema, _names.GetValue(schema, static s => new(s)));
        return _last;
    }

    private static Refusal Unfit(in Utf8JsonReader reader, string path)
    {
        var length = reader.ValueSpan.Length;
        var detail = length is 0 or > MetricNames.MaxLength
            ? $"{path} has a name of {length} bytes, 1 to {MetricNames.MaxLength} are allowed."
            : $"{path} brings a new name, but the product has {MetricSchema.MaxMetrics} metrics already.";
        return new(Reason.JsonShape, detail, (int)reader.TokenStartIndex);
    }
}
