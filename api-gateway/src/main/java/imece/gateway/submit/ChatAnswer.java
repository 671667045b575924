package imece.gateway.submit;

import imece.gateway.chat.MessageView;

/** The 202 to a prompt in a chat; the bot message holds the jobs. */
record ChatAnswer(MessageView userMessage, MessageView botMessage) {}
