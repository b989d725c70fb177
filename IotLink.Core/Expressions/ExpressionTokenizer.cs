using System.Globalization;

namespace IotLink.Core.Expressions;

/// <summary>Cuts an expression into tokens. Every character is accounted for: what belongs to nothing is a fault at its place.</summary>
internal sealed class ExpressionTokenizer(string text, List<ExpressionFault> faults)
{
    private static readonly string[] LongSymbols = ["//", "<=", ">=", "==", "!=", "<>", "&&", "||", "<<", ">>"];
    private readonly List<ExpressionToken> _tokens = [];
    private int _at;
    private int _line = 1;
    private int _lineStart;

    /// <returns>null after a fault.</returns>
    public List<ExpressionToken>? Run()
    {
        while (true)
        {
            SkipSpace();
            var place = Place;
            if (_at == text.Length)
            {
                _tokens.Add(new(TokenKind.End, "", 0, place));
                return _tokens;
            }

            var c = text[_at];
            var well = char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))) ? Number(place)
                : IsNameStart(c) ? Name(place)
                : c is '[' or '{' ? Quoted(c == '[' ? ']' : '}', TokenKind.QuotedName, place)
                : c is '\'' or '"' ? Quoted(c, TokenKind.Text, place)
                : Symbol(place);
            if (!well) return null;
        }
    }

    private TextPlace Place => new(_line, _at - _lineStart + 1);

    private char Peek(int ahead) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private static bool IsNameStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsNamePart(char c) => c == '_' || char.IsLetterOrDigit(c);

    private void SkipSpace()
    {
        for (; _at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n'; _at++)
        {
            if (text[_at] == '\n') (_line, _lineStart) = (_line + 1, _at + 1);
        }
    }

    private bool Number(TextPlace place)
    {
        var start = _at;
        double? value;
        if (text[_at] == '0' && Peek(1) is 'x' or 'X' or 'b' or 'B') value = Radix(Peek(1) is 'x' or 'X' ? 16 : 2);
        else
        {
            Digits();
            if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1))) { _at++; Digits(); }
            if (Peek(0) is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2))))) { _at += 2; Digits(); }
            value = double.Parse(text.AsSpan(start, _at - start), CultureInfo.InvariantCulture);
        }

        if (IsNamePart(Peek(0)) || Peek(0) == '.' || value is null)
        {
            while (IsNamePart(Peek(0)) || Peek(0) == '.') _at++;
            return Fault(place, $"Found '{text[start.._at]}', expected a number such as 80, 0.5, 1e3 or 0x1F.");
        }

        if (!double.IsFinite(value.Value)) return Fault(place, $"Found '{text[start.._at]}', which is larger than a number can be.");
        return Add(TokenKind.Number, text[start.._at], place, value.Value);
    }

    private void Digits()
    {
        while (char.IsAsciiDigit(Peek(0))) _at++;
    }

    private double? Radix(int radix)
    {
        _at += 2;
        ulong value = 0;
        var start = _at;
        for (; char.IsAsciiHexDigit(Peek(0)); _at++)
        {
            var digit = (uint)Convert.ToInt32(Peek(0).ToString(), 16);
            if (digit >= radix || value > long.MaxValue / (ulong)radix) return null;
            value = (value * (ulong)radix) + digit;
        }

        return _at == start ? null : value;
    }

    private bool Name(TextPlace place)
    {
        var start = _at;
        while (IsNamePart(Peek(0)) || (Peek(0) == '.' && IsNameStart(Peek(1)))) _at++;
        var name = text[start.._at];
        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
            return Fault(Place, $"Found '.{Peek(1)}' after the name '{name}'; a name with such characters is written in brackets: [pm2.5].");
        return name.ToLowerInvariant() is "and" or "or" or "not" or "true" or "false"
            ? Add(TokenKind.Symbol, name.ToLowerInvariant(), place)
            : Add(TokenKind.Name, name, place);
    }

    private bool Quoted(char end, TokenKind kind, TextPlace place)
    {
        var close = text.IndexOf(end, _at + 1);
        if (close < 0 || text.AsSpan(_at, close - _at).Contains('\n')) return Fault(place, $"Found '{text[_at]}' without the closing '{end}'.");
        var content = text[(_at + 1)..close];
        if (kind == TokenKind.QuotedName && content.Length == 0) return Fault(place, "Found an empty name, expected a metric's name in the brackets.");
        _at = close + 1;
        return Add(kind, content, place);
    }

    private bool Symbol(TextPlace place)
    {
        foreach (var symbol in LongSymbols)
        {
            if (string.CompareOrdinal(text, _at, symbol, 0, 2) != 0) continue;
            _at += 2;
            return Add(TokenKind.Symbol, symbol, place);
        }

        var c = text[_at];
        if ("+-*/%()<>=!?:,&|^~.".Contains(c))
        {
            _at++;
            return Add(TokenKind.Symbol, c.ToString(), place);
        }

        var shown = c is > ' ' and < (char)127 ? $"'{c}'" : $"the character U+{(int)c:X4}";
        return Fault(place, $"Found {shown}, which means nothing in an expression.");
    }

    private bool Add(TokenKind kind, string content, TextPlace place, double number = 0)
    {
        _tokens.Add(new(kind, content, number, place));
        return true;
    }

    private bool Fault(TextPlace place, string message)
    {
        faults.Add(new(ExpressionFaultCodes.Syntax, message, place.Line, place.Column));
        return false;
    }
}
