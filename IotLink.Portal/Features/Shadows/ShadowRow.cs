using System.Text.Json.Nodes;
using IotLink.Core.Shadows;
using IotLink.Core.Things;

namespace IotLink.Portal.Features.Shadows;

/// <summary>One value of a shadow: what is wanted, what the device says, and when each was last written.</summary>
/// <param name="Path">Keys from the top, a dot between; an array is one value.</param>
/// <param name="IsWaiting">It is wanted, and the device does not say it.</param>
public sealed record ShadowRow(string Path, string? Desired, DateTimeOffset? DesiredAt, string? Reported, DateTimeOffset? ReportedAt, bool IsWaiting)
{
    /// <summary>In the order of the document, what only the device says behind what is wanted.</summary>
    public static IReadOnlyList<ShadowRow> Of(Shadow shadow)
    {
        var rows = new List<ShadowRow>();
        Walk("", new(shadow.Desired?.State, shadow.Desired?.Times), new(shadow.Reported?.State, shadow.Reported?.Times), rows);
        return rows;
    }

    private static void Walk(string above, Side desired, Side reported, List<ShadowRow> rows)
    {
        foreach (var key in desired.Keys.Concat(reported.Keys).Distinct(StringComparer.Ordinal))
        {
            var path = above.Length == 0 ? key : $"{above}.{key}";
            var (wanted, said) = (desired.Of(key), reported.Of(key));
            if (wanted.HasKeys || said.HasKeys)
            {
                if (!wanted.HasKeys && wanted.Text is not null) rows.Add(new(path, wanted.Text, wanted.At, null, null, true));
                if (!said.HasKeys && said.Text is not null) rows.Add(new(path, null, null, said.Text, said.At, false));
                Walk(path, wanted, said, rows);
            }
            else
            {
                rows.Add(new(path, wanted.Text, wanted.At, said.Text, said.At, wanted.Value is not null && !JsonNode.DeepEquals(wanted.Value, said.Value)));
            }
        }
    }

    /// <summary>A value in one of the sections, with its times.</summary>
    private readonly record struct Side(JsonNode? Value, JsonNode? Times)
    {
        public bool HasKeys => Value is JsonObject { Count: > 0 };

        public IEnumerable<string> Keys => Value is JsonObject members ? members.Select(m => m.Key) : [];

        public string? Text => Value?.ToJsonString(ThingJson.Compact);

        public DateTimeOffset? At => Newest(Times) is { } second ? DateTimeOffset.FromUnixTimeSeconds(second) : null;

        public Side Of(string key) => new((Value as JsonObject)?[key], (Times as JsonObject)?[key]);

        private static long? Newest(JsonNode? times) => times switch
        {
            JsonArray items => items.Max(Newest),
            JsonObject members => members["timestamp"] is JsonValue second && second.TryGetValue<long>(out var at) ? at : null,
            _ => null,
        };
    }
}
