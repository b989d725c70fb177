using System.Globalization;

namespace IotLink.Core.Products;

/// <summary>Reads a path; what is not understood is a fault at its place.</summary>
internal sealed class JsonPathParser(string text)
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];
    private int _at;
    private string _fault = "";
    private int _faultAt;

    public JsonPath? Run(out int at, out string fault)
    {
        var steps = new List<JsonPathStep>();
        var fromElement = text.StartsWith('@');
        if (fromElement || text.StartsWith('$')) _at = 1;
        else Fault("A path begins with '$' (the message) or '@' (the element of 'each'): $.a.b[0].");
        while (_fault.Length == 0 && _at < text.Length)
        {
            if (Step() is { } step) steps.Add(step);
            if (steps.Count > JsonPath.MaxSteps) Fault($"A path has at most {JsonPath.MaxSteps} steps.");
        }

        (at, fault) = (_faultAt, _fault);
        return fault.Length == 0 ? new(text, fromElement, steps) : null;
    }

    private JsonPathStep? Step()
    {
        if (Take('.')) return Take('*') ? new JsonEvery() : Name() is { } name ? new JsonName(name) : null;
        if (!Take('[')) return Fault("Expected '.name', '[0]', '['name']', '[*]' or '[?(@.name == 'x')]'.");
        JsonPathStep? step = Take('*') ? new JsonEvery()
            : Peek is '\'' or '"' ? Quoted() is { } quoted ? new JsonName(quoted) : null
            : Take('?') ? Filter()
            : Index();
        return step is not null && !Take(']') ? Fault("Expected ']'.") : step;
    }

    private JsonFilter? Filter()
    {
        var bracket = Take('(');
        Space();
        if (!Take('@')) return Fault<JsonFilter>("A filter compares a value of the element: @.type == 'temp'.");
        var names = new List<string>();
        while (_fault.Length == 0 && (Peek == '.' || Peek == '['))
        {
            if (FilterName() is { } name) names.Add(name);
            else return Fault<JsonFilter>("Expected a name: @.type or @['type'].");
        }

        Space();
        var op = Operators.FirstOrDefault(o => string.CompareOrdinal(text, _at, o, 0, o.Length) == 0);
        _at += op?.Length ?? 0;
        Space();
        var filter = new JsonFilter(names, op, null, null);
        var compared = op is null ? filter : Literal(filter);
        Space();
        return bracket && !Take(')') ? Fault<JsonFilter>("Expected ')'.") : compared;
    }

    private string? FilterName()
    {
        if (Take('.')) return Name();
        _at++;
        return Peek is '\'' or '"' && Quoted() is { } name && Take(']') ? name : null;
    }

    private JsonFilter? Literal(JsonFilter filter)
    {
        if (Peek is '\'' or '"') return filter with { Word = Quoted() };
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(Peek) || Peek is '.' or '-' or '+')) _at++;
        var word = text[start.._at];
        if (word is "true" or "false") return filter with { Word = word };
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return filter with { Number = number };
        return Fault<JsonFilter>("Expected a number, a quoted text, true or false.");
    }

    private JsonIndex? Index()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(Peek) || Peek == '-')) _at++;
        return int.TryParse(text.AsSpan(start, _at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)
            ? new(index)
            : Fault<JsonIndex>("Expected a whole number, a quoted name, '*' or '?'.");
    }

    private string? Name()
    {
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(Peek) || Peek is '_' or '-')) _at++;
        if (_at > start) return text[start.._at];
        Fault("Expected a name; odd ones are written ['pm2.5'].");
        return null;
    }

    private string? Quoted()
    {
        var end = text.IndexOf(text[_at], _at + 1);
        if (end < 0)
        {
            Fault("A quote without its end.");
            return null;
        }

        var name = text[(_at + 1)..end];
        _at = end + 1;
        return name;
    }

    private char Peek => _at < text.Length ? text[_at] : '\0';

    private bool Take(char c)
    {
        if (Peek != c) return false;
        _at++;
        return true;
    }

    private void Space()
    {
        while (Peek == ' ') _at++;
    }

    private JsonPathStep? Fault(string message) => Fault<JsonPathStep>(message);

    private T? Fault<T>(string message)
        where T : class
    {
        if (_fault.Length == 0) (_fault, _faultAt) = (message, _at);
        return null;
    }
}
