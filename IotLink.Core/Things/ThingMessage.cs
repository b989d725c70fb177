using System.Text.Json;
using System.Text.Json.Nodes;

namespace IotLink.Core.Things;

/// <summary>A message to publish on a thing's own topics, under <c>$aws/things/{thing}/</c>.</summary>
/// <param name="Payload">JSON in UTF-8.</param>
public sealed record ThingMessage(string Topic, ReadOnlyMemory<byte> Payload)
{
    public static ThingMessage Of(string topic, JsonObject body) => new(topic, JsonSerializer.SerializeToUtf8Bytes(body, ThingJson.Compact));
}
