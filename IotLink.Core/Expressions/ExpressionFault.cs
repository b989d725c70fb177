using IotLink.Core.Documents;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Expressions;

/// <summary>What is wrong with an expression, and where in its text.</summary>
/// <param name="Code">One of <see cref="ExpressionFaultCodes"/>.</param>
/// <param name="Message">What was found and what was expected.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 characters.</param>
public sealed record ExpressionFault(string Code, string Message, int Line, int Column)
{
    /// <summary>The same fault with its place in the document the expression was read from.</summary>
    public DocumentFault In(YamlNode node, string path)
    {
        var (line, column) = ((int)node.Start.Line, (int)node.Start.Column);
        return (node as YamlScalarNode)?.Style switch
        {
            // The text of a block begins on the line after the | or >; its indentation is not known here.
            ScalarStyle.Literal or ScalarStyle.Folded => new(Code, Message, line + Line, Column, path),
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted when Line == 1 => new(Code, Message, line, column + Column, path),
            _ when Line == 1 => new(Code, Message, line, column + Column - 1, path),
            _ => new(Code, Message, line + Line - 1, Column, path),
        };
    }

    public override string ToString() => $"{Line}:{Column} {Code}: {Message}";
}

/// <summary>Stable codes of expression faults.</summary>
public static class ExpressionFaultCodes
{
    public const string Syntax = "expr.syntax";
    public const string UnknownFunction = "expr.unknown_function";
    public const string UnknownName = "expr.unknown_name";
    public const string Arity = "expr.arity";
    public const string Type = "expr.type";
    public const string Limit = "expr.limit";
}
