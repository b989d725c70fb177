using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads <c>samples: true</c>, or with <c>time</c> (seconds since 1970), <c>ago</c> (seconds before the message) or <c>step</c>.</summary>
internal static class SampleReader
{
    public static SampleSpec? Read(DocumentMap map, SpecReading reading)
    {
        if (map.Node("samples") is not { } node) return null;
        if (!map.Has("repeat")) map.Missing(["repeat"], "'samples' needs a 'repeat': the elements that are readings of their own.", at: "samples");
        if (node is YamlScalarNode { Value: "true" }) return new(null, null);
        if (DocumentMap.From(node, SpecReading.Under(map, "samples"), reading.Faults) is not { } keys) return null;
        var (time, ago, step) = (reading.Expression(keys, "time"), reading.Expression(keys, "ago"), reading.Expression(keys, "step"));
        keys.Done();
        if (new[] { time, ago, step }.Count(e => e is not null) > 1) keys.Fault("key.conflict", "Give one of 'time', 'ago' and 'step'.");
        return new(time, ago ?? Back(step));
    }

    /// <summary>The first element is the message's own time; the next one lies a step from it, back in time when the step is negative.</summary>
    private static SpecExpression? Back(SpecExpression? step)
    {
        if (step is null) return null;
        var at = step.Root.At;
        var back = new UnaryNode(at, UnaryOperator.Negate, new NameNode(at, "_index"));
        return step with { Root = new BinaryNode(at, BinaryOperator.Multiply, back, step.Root) };
    }
}
