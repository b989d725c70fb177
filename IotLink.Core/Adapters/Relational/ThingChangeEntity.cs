using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IotLink.Core.Things;

namespace IotLink.Core.Adapters.Relational;

internal sealed class ThingChangeEntity
{
    public long Id { get; set; }

    public required string Thing { get; set; }

    public ThingSubject Subject { get; set; }

    public string? Name { get; set; }

    public long Version { get; set; }

    public string? ClientToken { get; set; }

    public bool ByThing { get; set; }

    /// <summary>A JSON object: topic and body of each.</summary>
    public required string Messages { get; set; }

    public required string Host { get; set; }

    public DateTimeOffset At { get; set; }

    public static ThingChangeEntity Of(ThingChange change) => new()
    {
        Thing = change.Thing,
        Subject = change.Subject,
        Name = change.Name,
        Version = change.Version,
        ClientToken = change.ClientToken?.Replace("\0", "", StringComparison.Ordinal), // which PostgreSQL does not take
        ByThing = change.ByThing,
        Messages = Text(change.Messages),
        Host = change.Host,
        At = change.At,
    };

    public NumberedChange ToChange() =>
        new(Id, new(Thing, Subject, Name, Version, ClientToken, ByThing, Read(Messages)) { Host = Host, At = At });

    /// <summary>A change has no topic twice, and the members of an object keep their order.</summary>
    private static string Text(IReadOnlyList<ThingMessage> messages) =>
        JsonSerializer.Serialize(messages.ToDictionary(m => m.Topic, m => Encoding.UTF8.GetString(m.Payload.Span)), ThingJson.Compact);

    private static ThingMessage[] Read(string text) =>
        [.. JsonNode.Parse(text)!.AsObject().Select(m => new ThingMessage(m.Key, Encoding.UTF8.GetBytes(m.Value!.GetValue<string>())))];
}
