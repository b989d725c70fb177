namespace IotLink.Core.Products;

/// <summary>
/// A JSONPath (RFC 9535) without recursive descent, slices and functions: <c>$.a.b[0]</c>, <c>$['x y']</c>, <c>$.list[*].v</c>,
/// <c>$.sensors[?(@.type=='temp')].value</c>. <c>@</c> begins at the element that <c>each</c> found.
/// </summary>
public sealed record JsonPath(string Text, bool FromElement, IReadOnlyList<JsonPathStep> Steps)
{
    public const int MaxSteps = 32;

    /// <param name="at">Where it went wrong.</param>
    public static JsonPath? Parse(string text, out int at, out string fault) => new JsonPathParser(text).Run(out at, out fault);
}

/// <summary>One step: a name, a place in a list (below zero from its end), every element, or those a comparison fits.</summary>
public abstract record JsonPathStep;

public sealed record JsonName(string Name) : JsonPathStep;

public sealed record JsonIndex(int Index) : JsonPathStep;

public sealed record JsonEvery : JsonPathStep;

/// <param name="Names">The way from an element to the value compared.</param>
/// <param name="Operator">null: it must only be there.</param>
public sealed record JsonFilter(IReadOnlyList<string> Names, string? Operator, double? Number, string? Word) : JsonPathStep;
