using System.Text.Json;
using System.Text.Json.Serialization;
using IotLink.Core.DeadLetters;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Relational;

/// <summary>What a job is about and what came of it, as text columns: nobody searches in them.</summary>
internal static class LetterJobJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new PositionConverter(), new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static string Write(LetterOrder order)
    {
        var group = order.Selection.Signature;
        return JsonSerializer.Serialize(
            new OrderRow(order.Action, order.Selection.Positions, group?.Code, group?.Product?.Value, group?.SpecVersion, order.Reason, order.Specs), Options);
    }

    public static LetterOrder ReadOrder(string text)
    {
        var row = JsonSerializer.Deserialize<OrderRow>(text, Options)!;
        LetterSignature? group = row.Code is { } code
            ? new(code, row.Product is null ? null : ProductId.Parse(row.Product, null), row.SpecVersion ?? 0)
            : null;
        return new(row.Action, new(group, row.Positions), row.Reason) { Specs = row.Specs };
    }

    public static string Write(JobProgress progress) => JsonSerializer.Serialize(progress, Options);

    public static JobProgress ReadProgress(string text) => JsonSerializer.Deserialize<JobProgress>(text, Options)!;

    public static string Write(IReadOnlyList<TryResult> results) => JsonSerializer.Serialize(results, Options);

    public static IReadOnlyList<TryResult> ReadResults(string text) => JsonSerializer.Deserialize<List<TryResult>>(text, Options)!;

    private sealed record OrderRow(
        LetterAction Action, IReadOnlyList<StreamPosition> Positions, string? Code, string? Product, int? SpecVersion, string? Reason, SpecChoice Specs);

    private sealed class PositionConverter : JsonConverter<StreamPosition>
    {
        public override StreamPosition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            StreamPosition.TryParse(reader.GetString(), out var position) ? position : throw new JsonException("Not a stream position.");

        public override void Write(Utf8JsonWriter writer, StreamPosition value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
