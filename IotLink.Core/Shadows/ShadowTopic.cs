using System.Diagnostics.CodeAnalysis;

namespace IotLink.Core.Shadows;

/// <summary>A request topic of the shadow service. Answer topics are none: a publish on them asks for nothing.</summary>
public sealed record ShadowTopic(ShadowName Shadow, ShadowOperation Operation)
{
    private const string Root = "$aws/things/";

    public static bool TryParse(string topic, [NotNullWhen(true)] out ShadowTopic? result)
    {
        result = topic.StartsWith(Root, StringComparison.Ordinal) ? Read(topic[Root.Length..].Split('/')) : null;
        return result is not null;
    }

    private static ShadowTopic? Read(string[] parts) => parts switch
    {
        [var thing, "shadow", var operation] => Read(new(thing, null), operation),
        [var thing, "shadow", "name", var name, var operation] => ShadowName.IsWord(name, ShadowName.MaxName) ? Read(new(thing, name), operation) : null,
        _ => null,
    };

    private static ShadowTopic? Read(ShadowName shadow, string operation) => !ShadowName.IsWord(shadow.Thing, ShadowName.MaxThing)
        ? null
        : operation switch
        {
            "get" => new(shadow, ShadowOperation.Get),
            "update" => new(shadow, ShadowOperation.Update),
            "delete" => new(shadow, ShadowOperation.Delete),
            _ => null,
        };
}
