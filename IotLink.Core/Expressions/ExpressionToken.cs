namespace IotLink.Core.Expressions;

internal enum TokenKind { Number, Name, QuotedName, Text, Symbol, End }

/// <param name="Text">A symbol or word as written, a name or text without its quotes.</param>
internal readonly record struct ExpressionToken(TokenKind Kind, string Text, double Number, TextPlace At)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>How a fault names it.</summary>
    public string Found => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => $"the text '{Text}'",
        TokenKind.QuotedName => $"[{Text}]",
        _ => $"'{Text}'",
    };
}
