using IotLink.Core.Documents;

namespace IotLink.Core.Products;

/// <summary>Types may use each other, but not in a circle, not too deep, and not so often that the whole grows without measure.</summary>
internal static class TypeUse
{
    public const int MaxDepth = 16;
    public const int MaxFields = 5000;

    public static void Check(ProductSpec spec, List<DocumentFault> faults)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        long total = 0;
        foreach (var scope in spec.Scopes().Take(1 + spec.Messages.Count)) total += Size(scope, spec, sizes, [], faults);
        if (total > MaxFields && faults.Count == 0)
            faults.Add(new("spec.too_large", $"Written out, the spec has {total} fields; at most {MaxFields} are allowed.", 1, 1, ""));
    }

    private static long Size(TypeSpec type, ProductSpec spec, Dictionary<string, long> sizes, List<string> path, List<DocumentFault> faults)
    {
        long size = 0;
        foreach (var field in FieldWalk.All(type.Fields).Concat(type.Instances))
        {
            size++;
            if (field.Type is not NamedType named || !spec.Types.TryGetValue(named.Name, out var inner)) continue;
            if (path.Contains(named.Name) || path.Count >= MaxDepth)
            {
                var circle = path.Contains(named.Name);
                faults.Add(new(
                    circle ? "type.cycle" : "type.depth",
                    circle ? $"Type '{named.Name}' contains itself: {string.Join(" > ", path)} > {named.Name}." : $"Types are nested deeper than {MaxDepth}.",
                    field.Place.Line, field.Place.Column, field.Place.Path));
                return size;
            }

            if (!sizes.TryGetValue(named.Name, out var known))
            {
                known = Size(inner, spec, sizes, [.. path, named.Name], faults);
                sizes[named.Name] = known;
            }

            size = Math.Min(size + known, MaxFields * 1000L);
        }

        return size;
    }
}
