namespace IotLink.Core.Expressions;

public enum UnaryOperator { Not, Negate, Complement }

/// <summary>Loosest first; logical and comparing operators up to <see cref="GreaterOrEqual"/>.</summary>
public enum BinaryOperator
{
    Or, And,
    Equal, NotEqual,
    Less, LessOrEqual, Greater, GreaterOrEqual,
    BitOr, BitXor, BitAnd,
    ShiftLeft, ShiftRight,
    Add, Subtract,
    Multiply, Divide, FloorDivide, Modulo,
}

/// <summary>
/// How operators are written and how tightly they bind. As in C, except that bit operators bind tighter than comparisons (as in KSY and
/// Python: <c>mask &amp; 1 == 1</c> tests the bit) and the word <c>not</c> looser (<c>not tempC &gt; 80</c>).
/// </summary>
internal static class ExpressionOperators
{
    public const int Conditional = 1;
    public const int NotWord = 4;
    public const int Prefix = 13;

    public static BinaryOperator? Parse(string symbol) => symbol switch
    {
        "||" or "or" => BinaryOperator.Or,
        "&&" or "and" => BinaryOperator.And,
        "==" or "=" => BinaryOperator.Equal,
        "!=" or "<>" => BinaryOperator.NotEqual,
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        ">" => BinaryOperator.Greater,
        ">=" => BinaryOperator.GreaterOrEqual,
        "|" => BinaryOperator.BitOr,
        "^" => BinaryOperator.BitXor,
        "&" => BinaryOperator.BitAnd,
        "<<" => BinaryOperator.ShiftLeft,
        ">>" => BinaryOperator.ShiftRight,
        "+" => BinaryOperator.Add,
        "-" => BinaryOperator.Subtract,
        "*" => BinaryOperator.Multiply,
        "/" => BinaryOperator.Divide,
        "//" => BinaryOperator.FloorDivide,
        "%" => BinaryOperator.Modulo,
        _ => null,
    };

    public static int Strength(this BinaryOperator op) => op switch
    {
        BinaryOperator.Or => 2,
        BinaryOperator.And => 3,
        BinaryOperator.Equal or BinaryOperator.NotEqual => 5,
        <= BinaryOperator.GreaterOrEqual => 6,
        BinaryOperator.BitOr => 7,
        BinaryOperator.BitXor => 8,
        BinaryOperator.BitAnd => 9,
        BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight => 10,
        BinaryOperator.Add or BinaryOperator.Subtract => 11,
        _ => 12,
    };

    public static string Symbol(this BinaryOperator op) => op switch
    {
        BinaryOperator.Or => "or",
        BinaryOperator.And => "and",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.BitOr => "|",
        BinaryOperator.BitXor => "^",
        BinaryOperator.BitAnd => "&",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight => ">>",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.FloorDivide => "//",
        _ => "%",
    };

    public static bool IsBits(this BinaryOperator op) => op is >= BinaryOperator.BitOr and <= BinaryOperator.ShiftRight;
}
